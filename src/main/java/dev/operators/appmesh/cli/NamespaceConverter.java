// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a namespace, a DNS label. */
final class NamespaceConverter implements ITypeConverter<String> {

  @Override
  public String convert(String value) {
    if (!value.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw new TypeConversionException("'" + value + "' is not a valid name of a namespace");
    }
    return value;
  }
}
