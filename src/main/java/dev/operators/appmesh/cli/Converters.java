// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.faults.FaultRule;
import dev.operators.appmesh.migrate.Verdict;
import dev.operators.appmesh.ops.ListenAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read the values of flags. */
final class Converters {

  private Converters() {}

  /** Reads durations as kubectl and Helm write them: {@code 90s}, {@code 5m}, {@code 10h}. */
  static final class ToDuration implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(?<amount>\\d{1,9})(?<unit>ms|s|m|h)");

    @Override
    public Duration convert(String text) {
      var matcher = FORM.matcher(text);
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

  /** Reads {@code OPERATION=KIND@RATE}. */
  static final class ToFaultRule implements ITypeConverter<FaultRule> {
    @Override
    public FaultRule convert(String text) {
      return parse(text, FaultRule::parse);
    }
  }

  /** Reads {@code HOST:PORT}. */
  static final class ToListenAddress implements ITypeConverter<ListenAddress> {
    @Override
    public ListenAddress convert(String text) {
      return parse(text, ListenAddress::parse);
    }
  }

  /** Reads a URL that can be asked by HTTP, without credentials in it, since it is printed. */
  static final class ToHttpUrl implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      var url = parse(text, URI::create);
      if (url.getHost() == null
          || url.getUserInfo() != null
          || !Set.of("http", "https").contains(url.getScheme())) {
        throw new TypeConversionException(
            "must be http://HOST or https://HOST, with a port and a path if needed, without"
                + " credentials");
      }
      return url;
    }
  }

  /** Reads the name of a namespace, a DNS label. */
  static final class ToNamespace implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
        throw new TypeConversionException("'" + text + "' is not a valid name of a namespace");
      }
      return text;
    }
  }

  /** Reads {@code changed}, {@code needs-input} or {@code lost}. */
  static final class ToVerdict implements ITypeConverter<Verdict> {
    @Override
    public Verdict convert(String text) {
      return Arrays.stream(Verdict.values())
          .filter(verdict -> verdict != Verdict.KEPT && verdict.word().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not changed, needs-input or lost"));
    }
  }

  /** Picocli shows the message of no other exception. */
  private static <T> T parse(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
