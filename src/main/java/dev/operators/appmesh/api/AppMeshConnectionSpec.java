// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint and region of App Mesh, the credentials and rates of the calls, and the namespaces that
 * may use the connection. The schema of the custom resource is generated from this record. The
 * limits of ARNs and IDs are those of IAM and STS.
 */
@ValidationRule(
    value = "!(has(self.grants) && has(self.namespaceSelector))",
    message =
        "grants and namespaceSelector exclude each other: give each grant its own"
            + " namespaceSelector")
public record AppMeshConnectionSpec(
    @JsonPropertyDescription(
            "A role to assume before App Mesh is called (sts:AssumeRole). Default: none.")
        @Nullable AssumeRole assumeRole,
    @JsonPropertyDescription(
            "The credentials for calling App Mesh, or for assuming the role. Default: the"
                + " operator's own.")
        @Nullable ConnectionCredentials credentials,
    @JsonPropertyDescription(
            "URL of an endpoint with App Mesh's API, http or https, at most 255 characters. Plain"
                + " http is allowed only on the operator's own machine, unless the operator runs"
                + " with --allow-unsafe-aws-endpoint-urls. Default: AWS's endpoint of the region.")
        @Size(max = 255)
        @Pattern("^https?://[^\\s/?#@]+(/[^\\s?#]*)?$")
        @Nullable String endpointUrl,
    @JsonPropertyDescription(
            "The namespaces whose resources may use this connection, in which meshes, and what they"
                + " may do with gateways that are not their own; at most 64. A resource may do what"
                + " any grant for its namespace and mesh permits. Use it in place of"
                + " namespaceSelector.")
        @Size(min = 1, max = 64)
        @Nullable List<ConnectionGrant> grants,
    @JsonPropertyDescription(
            "Maximum number of reads of App Mesh per second, 0 to 10000. 0: the operator learns"
                + " what App Mesh allows. Default: 0.")
        @Min(0)
        @Max(10000)
        @Nullable Double maxReadRate,
    @JsonPropertyDescription(
            "Maximum number of writes to App Mesh per second, 0 to 10000. 0: the operator learns"
                + " what App Mesh allows. Default: 0.")
        @Min(0)
        @Max(10000)
        @Nullable Double maxWriteRate,
    @JsonPropertyDescription(
            "The namespaces whose resources may use this connection, selected by their labels, in"
                + " every mesh. They may adopt gateways that no resource owns. {} selects every"
                + " namespace. Default: no namespace.")
        @Nullable NamespaceSelector namespaceSelector,
    @JsonPropertyDescription(
            "Region to manage, such as us-west-2: 1 to 32 lower-case letters, digits and -."
                + " Gateways do not move if it changes: a gateway that was created in another"
                + " region is left alone.")
        @Required
        @Size(min = 1, max = 32)
        @Pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")
        String region) {

  /** The pattern of a role's ARN (IAM identifiers). */
  static final String ROLE_ARN = "^arn:[a-z0-9-]+:iam::[0-9]{12}:role/[a-zA-Z0-9_+=,.@/-]+$";

  /** A role to assume. */
  public record AssumeRole(
      @JsonPropertyDescription(
              "The sts:ExternalId that the role's trust policy requires, 2 to 1224 letters, digits"
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
  @ValidationRule(
      value = "has(self.secretName) != has(self.webIdentityRoleArn)",
      message =
          "credentials need exactly one source: set secretName or webIdentityRoleArn, or leave"
              + " credentials out")
  public record ConnectionCredentials(
      @JsonPropertyDescription(
              "Name of a Secret in the operator's own namespace, with the keys AWS_ACCESS_KEY_ID,"
                  + " AWS_SECRET_ACCESS_KEY and, for temporary credentials, AWS_SESSION_TOKEN. The"
                  + " operator must be allowed to get the Secret. 1 to 253 characters.")
          @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @Nullable String secretName,
      @JsonPropertyDescription(
              "ARN of a role that the operator's service account may assume with its token"
                  + " (sts:AssumeRoleWithWebIdentity), 20 to 2048 characters. The environment"
                  + " variable AWS_WEB_IDENTITY_TOKEN_FILE names the file of the token.")
          @Size(min = 20, max = 2048)
          @Pattern(ROLE_ARN)
          @Nullable String webIdentityRoleArn) {}
}
