// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway's Envoy logs (API type VirtualGatewayLogging). */
public record Logging(
    @JsonPropertyDescription(
            "Where requests are logged. Exactly one destination; App Mesh has only file. Default:"
                + " no access log.")
        @Nullable AccessLog accessLog) {

  /** The access log (API type VirtualGatewayAccessLog). */
  @ValidationRule(
      value = "has(self.file)",
      message =
          "an access log takes exactly one destination: write file with a path, for example path:"
              + " /dev/stdout")
  public record AccessLog(@JsonPropertyDescription("A file.") @Nullable File file) {}

  /** A log file (API type VirtualGatewayFileAccessLog). */
  public record File(
      @JsonPropertyDescription(
              "Format of a line. Exactly one of json and text. Default: Envoy's default format.")
          @Nullable Format format,
      @JsonPropertyDescription(
              "Path of the file in the file system of the gateway's Envoy, for example /dev/stdout,"
                  + " which container logs collect. 1 to 255 characters.")
          @Required
          @Size(min = 1, max = 255)
          String path) {}

  /** The format of a line (API type LoggingFormat). */
  @ValidationRule(
      value = "[has(self.json), has(self.text)].exists_one(set, set)",
      message = "a log format takes exactly one of json and text: write one of them")
  public record Format(
      @JsonPropertyDescription(
              "Members of the JSON object in each line, in this order. At most 64; App Mesh"
                  + " documents no limit.")
          @Size(max = 64)
          @Nullable List<Field> json,
      @JsonPropertyDescription(
              "A line with Envoy's command operators, for example \"%REQ(:METHOD)%"
                  + " %RESPONSE_CODE%\\n"
                  + "\". 1 to 1000 characters.")
          @Size(min = 1, max = 1000)
          @Nullable String text) {}

  /** A member of the JSON object (API type JsonFormatRef). */
  public record Field(
      @JsonPropertyDescription("Name of the member, 1 to 100 characters.")
          @Required
          @Size(min = 1, max = 100)
          String key,
      @JsonPropertyDescription(
              "Value of the member, with Envoy's command operators, for example %RESPONSE_CODE%. 1"
                  + " to 100 characters.")
          @Required
          @Size(min = 1, max = 100)
          String value) {}
}
