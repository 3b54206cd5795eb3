// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.faults.FaultRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code OPERATION=KIND@RATE}. */
final class FaultRuleConverter implements ITypeConverter<FaultRule> {

  @Override
  public FaultRule convert(String text) {
    try {
      return FaultRule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
