// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** TLS of a listener (API type VirtualGatewayListenerTls). */
public record ListenerTls(
    @JsonPropertyDescription(
            "The certificate that the listener presents. Exactly one of acm, file and sds."
                + " Required in every mode, including DISABLED.")
        @Required
        Certificate certificate,
    @JsonPropertyDescription(
            "STRICT: only TLS connections. PERMISSIVE: TLS and plain text. DISABLED: only plain"
                + " text.")
        @Required
        @SchemaFrom(type = Mode.class)
        String mode,
    @JsonPropertyDescription(
            "How the certificate of a client is verified (mutual TLS). Default: clients need no"
                + " certificate.")
        @Nullable Validation validation) {

  /** Whether TLS is used (API type VirtualGatewayListenerTlsMode). */
  public enum Mode {
    STRICT,
    PERMISSIVE,
    DISABLED
  }

  /** Where the certificate comes from (API type VirtualGatewayListenerTlsCertificate). */
  @ValidationRule(
      value = "[has(self.acm), has(self.file), has(self.sds)].exists_one(set, set)",
      message =
          "a listener's certificate takes exactly one of acm, file and sds: write one of them")
  public record Certificate(
      @JsonPropertyDescription("A certificate of AWS Certificate Manager (ACM).") @Nullable Acm acm,
      @JsonPropertyDescription("A certificate in files of the gateway's Envoy.")
          @Nullable FileCertificate file,
      @JsonPropertyDescription(
              "A certificate from the secret discovery service (SDS) of the gateway's Envoy.")
          @Nullable SdsSecret sds) {}

  /** A certificate of ACM (API type VirtualGatewayListenerTlsAcmCertificate). */
  public record Acm(
      @JsonPropertyDescription(
              "ARN of the ACM certificate. It must be private (issued by AWS Private CA), and in"
                  + " the region and account of the mesh. At most 2048 characters; App Mesh"
                  + " documents no limit.")
          @Required
          @Size(max = 2048)
          @Pattern("^arn:.+")
          String certificateArn) {}

  /** Checks of a client's certificate (API type VirtualGatewayListenerTlsValidationContext). */
  public record Validation(
      @JsonPropertyDescription(
              "The client's certificate must have one of these names. Default: any name.")
          @Nullable SubjectAlternativeNames subjectAlternativeNames,
      @JsonPropertyDescription("The certificate authorities to trust. Exactly one of file and sds.")
          @Required
          Trust trust) {}

  /** Trusted authorities (API type VirtualGatewayListenerTlsValidationContextTrust). */
  @ValidationRule(
      value = "[has(self.file), has(self.sds)].exists_one(set, set)",
      message = "a listener's trust takes exactly one of file and sds: write one of them")
  public record Trust(
      @JsonPropertyDescription("Certificate authorities in a file of the gateway's Envoy.")
          @Nullable FileTrust file,
      @JsonPropertyDescription(
              "Certificate authorities from the secret discovery service (SDS) of the gateway's"
                  + " Envoy.")
          @Nullable SdsSecret sds) {}
}
