// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.ops.ListenAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of a flag {@code --listen}. */
final class ListenAddressConverter implements ITypeConverter<ListenAddress> {
  @Override
  public ListenAddress convert(String value) {
    try {
      return ListenAddress.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
