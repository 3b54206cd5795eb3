// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of {@code --to}. */
enum ExportForm {
  /** A Gateway with the policies of Envoy Gateway. */
  GATEWAY_API("gateway-api"),
  /** The bootstrap of an Envoy. */
  ENVOY("envoy");

  private final String word;

  ExportForm(String word) {
    this.word = word;
  }

  /** Reads a value. */
  static final class Converter implements ITypeConverter<ExportForm> {

    @Override
    public ExportForm convert(String word) {
      return Arrays.stream(values())
          .filter(form -> form.word.equals(word))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + word + "' is not gateway-api or envoy"));
    }
  }
}
