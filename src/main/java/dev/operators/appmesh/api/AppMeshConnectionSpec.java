// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Where App Mesh is called, as whom, how often, and for which namespaces. The schema of the custom
 * resource is made from this record; limits of ARNs and ids are those of IAM and STS.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AppMeshConnectionSpec(
    @JsonPropertyDescription(
            "A role that is assumed before App Mesh is called (sts:AssumeRole). Default: none.")
        @Nullable AssumeRole assumeRole,
    @JsonPropertyDescription(
            "The credentials to call with, or to assume the role with. Default: the operator's"
                + " own.")
        @Nullable ConnectionCredentials credentials,
    @JsonPropertyDescription(
            "Endpoint that speaks App Mesh's API, an http or https URL of at most 255 characters."
                + " Plain http only on the operator's own machine, unless it runs with"
                + " --allow-unsafe-aws-endpoint-urls. Default: AWS's own of the region.")
        @Size(max = 255)
        @Pattern("^https?://[^\\s/?#@]+(/[^\\s?#]*)?$")
        @Nullable String endpointUrl,
    @JsonPropertyDescription(
            "Most reads of App Mesh per second, 0 to 10000. 0 learns what App Mesh allows. Default:"
                + " 0.")
        @Min(0)
        @Max(10000)
        @Nullable Double maxReadRate,
    @JsonPropertyDescription(
            "Most writes to App Mesh per second, 0 to 10000. 0 learns what App Mesh allows."
                + " Default: 0.")
        @Min(0)
        @Max(10000)
        @Nullable Double maxWriteRate,
    @JsonPropertyDescription(
            "The namespaces whose resources may use this connection, by their labels. {} is every"
                + " namespace. Default: none.")
        @Nullable NamespaceSelector namespaceSelector,
    @JsonPropertyDescription(
            "Region to manage, such as us-west-2: 1 to 32 lower-case letters, digits and -."
                + " Gateways do not move with it: one that was made in another region is left"
                + " alone.")
        @Required
        @Size(min = 1, max = 32)
        @Pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")
        String region) {

  /** What an ARN of a role looks like (IAM identifiers). */
  static final String ROLE_ARN = "^arn:[a-z0-9-]+:iam::[0-9]{12}:role/[a-zA-Z0-9_+=,.@/-]+$";

  /** A role to assume. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record AssumeRole(
      @JsonPropertyDescription(
              "What the role's trust policy asks for as sts:ExternalId, 2 to 1224 letters, digits"
                  + " and _ + = , . @ : / -. Default: none.")
          @Size(min = 2, max = 1224)
          @Pattern("^[a-zA-Z0-9_+=,.@:/-]+$")
          @Nullable String externalId,
      @JsonPropertyDescription("ARN of the role, 20 to 2048 characters.")
          @Required
          @Size(min = 20, max = 2048)
          @Pattern(ROLE_ARN)
          String roleArn) {}

  /** Where the credentials come from. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value = "has(self.secretName) != has(self.webIdentityRoleArn)",
      message =
          "credentials need exactly one source: set secretName or webIdentityRoleArn, or leave"
              + " credentials out")
  public record ConnectionCredentials(
      @JsonPropertyDescription(
              "Name of a Secret in the operator's own namespace, with the keys AWS_ACCESS_KEY_ID,"
                  + " AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN. 1"
                  + " to 253 characters. The operator must be allowed to get it.")
          @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @Nullable String secretName,
      @JsonPropertyDescription(
              "ARN of a role that the operator's service account may assume by its token"
                  + " (sts:AssumeRoleWithWebIdentity), 20 to 2048 characters. The token is the"
                  + " file that AWS_WEB_IDENTITY_TOKEN_FILE names.")
          @Size(min = 20, max = 2048)
          @Pattern(ROLE_ARN)
          @Nullable String webIdentityRoleArn) {}
}
