// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The names that a peer's certificate may have (API type SubjectAlternativeNames). */
public record SubjectAlternativeNames(
    @JsonPropertyDescription("How the names are compared.") @Required Match match) {

  /** The comparison (API type SubjectAlternativeNameMatchers). */
  public record Match(
      @JsonPropertyDescription(
              "Names that are compared exactly: fully qualified domain names or URIs, 1 to 254"
                  + " characters each. The certificate must have one of them. At most 256, without"
                  + " duplicates; App Mesh documents no limit.")
          @Required
          @Size(max = 256)
          List<@Size(min = 1, max = 254) String> exact) {}
}
