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

/** Defaults for all backends (API type VirtualGatewayBackendDefaults). */
public record BackendDefaults(
    @JsonPropertyDescription("How the gateway connects to its backends. May be empty.")
        @Nullable ClientPolicy clientPolicy) {

  /** The policy for connections to backends (API type VirtualGatewayClientPolicy). */
  public record ClientPolicy(
      @JsonPropertyDescription(
              "TLS from the gateway to its backends. Default: TLS is not required.")
          @Nullable Tls tls) {}

  /** TLS to backends (API type VirtualGatewayClientPolicyTls). */
  public record Tls(
      @JsonPropertyDescription(
              "The certificate that the gateway presents to backends (mutual TLS). Exactly one of"
                  + " file and sds. Default: none.")
          @Nullable Certificate certificate,
      @JsonPropertyDescription("Whether TLS is required. App Mesh's default is true.")
          @Nullable Boolean enforce,
      @JsonPropertyDescription(
              "Ports to which this policy applies, 1 to 65535. At most 128, without duplicates;"
                  + " App Mesh documents no limit. Default, also for an empty list: every port.")
          @Size(max = 128)
          @Nullable List<@Min(1) @Max(65535) Long> ports,
      @JsonPropertyDescription("How the certificate of a backend is verified.") @Required
          Validation validation) {}

  /** The gateway's own certificate (API type VirtualGatewayClientTlsCertificate). */
  @ValidationRule(
      value = "[has(self.file), has(self.sds)].exists_one(set, set)",
      message = "a client certificate takes exactly one of file and sds: write one of them")
  public record Certificate(
      @JsonPropertyDescription("A certificate in files of the gateway's Envoy.")
          @Nullable FileCertificate file,
      @JsonPropertyDescription(
              "A certificate from the secret discovery service (SDS) of the gateway's Envoy.")
          @Nullable SdsSecret sds) {}

  /** Checks of a backend's certificate (API type VirtualGatewayTlsValidationContext). */
  public record Validation(
      @JsonPropertyDescription(
              "The backend's certificate must have one of these names. Wildcards are allowed only"
                  + " with enforce: false. Default: any name.")
          @Nullable SubjectAlternativeNames subjectAlternativeNames,
      @JsonPropertyDescription(
              "The certificate authorities to trust. Exactly one of acm, file and sds.")
          @Required
          Trust trust) {}

  /** Trusted authorities (API type VirtualGatewayTlsValidationContextTrust). */
  @ValidationRule(
      value = "[has(self.acm), has(self.file), has(self.sds)].exists_one(set, set)",
      message = "a client policy's trust takes exactly one of acm, file and sds: write one of them")
  public record Trust(
      @JsonPropertyDescription("Certificate authorities of AWS Private CA.") @Nullable Acm acm,
      @JsonPropertyDescription("Certificate authorities in a file of the gateway's Envoy.")
          @Nullable FileTrust file,
      @JsonPropertyDescription(
              "Certificate authorities from the secret discovery service (SDS) of the gateway's"
                  + " Envoy.")
          @Nullable SdsSecret sds) {}

  /** Authorities of AWS Private CA (API type VirtualGatewayTlsValidationContextAcmTrust). */
  public record Acm(
      @JsonPropertyDescription(
              "ARNs of 1 to 3 certificate authorities of AWS Private CA, without duplicates. At"
                  + " most 2048 characters each; App Mesh documents no limit.")
          @Required
          @Size(min = 1, max = 3)
          List<@Size(max = 2048) @Pattern("^arn:.+") String> certificateAuthorityArns) {}
}
