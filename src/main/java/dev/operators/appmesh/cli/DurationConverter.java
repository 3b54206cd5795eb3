// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as kubectl and Helm write them: {@code 90s}, {@code 5m}, {@code 10h}. */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern DURATION = Pattern.compile("(?<amount>\\d{1,9})(?<unit>ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    var matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "must be a number followed by ms, s, m or h, such as 90s or 10h, not " + text);
    }
    long amount = Long.parseLong(matcher.group("amount"));
    return switch (matcher.group("unit")) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
