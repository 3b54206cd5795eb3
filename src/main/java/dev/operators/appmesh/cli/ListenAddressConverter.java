// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import picocli.CommandLine.ITypeConverter;

/** Reads the value of a flag {@code --listen}. */
final class ListenAddressConverter implements ITypeConverter<ListenAddress> {
  @Override
  public ListenAddress convert(String value) {
    return ListenAddress.parse(value);
  }
}
