// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.migrate.Verdict;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code changed}, {@code needs-input} or {@code lost}. */
final class VerdictConverter implements ITypeConverter<Verdict> {

  @Override
  public Verdict convert(String word) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict != Verdict.KEPT && verdict.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException("'" + word + "' is not changed, needs-input or lost"));
  }
}
