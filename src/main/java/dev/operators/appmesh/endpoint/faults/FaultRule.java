// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fault for a random share of the calls.
 *
 * @param operation affected operation; null for all operations
 * @param fault the fault
 * @param rate affected share of the calls, greater than 0 and at most 1
 */
public record FaultRule(@Nullable Operation operation, Fault fault, double rate) {

  private static final Pattern FORM =
      Pattern.compile("(?<operation>[A-Za-z]+|\\*)=(?<kind>[^@]+)@(?<rate>[0-9.]+)(?<percent>%?)");
  private static final Pattern DELAY = Pattern.compile("delay:(?<number>\\d{1,6})(?<unit>ms|s)");

  /**
   * Parses {@code OPERATION=KIND@RATE}: an operation of the API or {@code *}; {@code throttle},
   * {@code 500}, {@code 503}, {@code cut-before}, {@code cut-after} or {@code delay:TIME} with
   * {@code ms} or {@code s}; a share such as {@code 0.2} or {@code 20%}.
   *
   * @throws IllegalArgumentException with the problem, if {@code text} is invalid
   */
  public static FaultRule parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' does not have the form OPERATION=KIND@RATE");
    }
    return new FaultRule(
        operation(form.group("operation")),
        fault(form.group("kind")),
        rate(form.group("rate"), form.group("percent").isEmpty() ? 1 : 100));
  }

  boolean concerns(Call call) {
    return operation == null || operation == call.operation();
  }

  private static @Nullable Operation operation(String name) {
    if (name.equals("*")) {
      return null;
    }
    return Arrays.stream(Operation.values())
        .filter(it -> it.apiName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not an operation; valid are %s, and * for all"
                        .formatted(
                            name,
                            Arrays.stream(Operation.values())
                                .map(Operation::apiName)
                                .collect(Collectors.joining(", ")))));
  }

  private static Fault fault(String kind) {
    return switch (kind) {
      case "throttle" -> new Fault.Fail(ApiError.tooManyRequests());
      case "500" -> new Fault.Fail(ApiError.internalServerError());
      case "503" -> new Fault.Fail(ApiError.serviceUnavailable());
      case "cut-before" -> new Fault.CutBefore();
      case "cut-after" -> new Fault.CutAfter();
      default -> {
        var delay = DELAY.matcher(kind);
        if (!delay.matches()) {
          throw new IllegalArgumentException(
              "'%s' is not a kind of fault; valid are throttle, 500, 503, cut-before, cut-after and delay:TIME, such as delay:500ms"
                  .formatted(kind));
        }
        long number = Long.parseLong(delay.group("number"));
        yield new Fault.Delay(
            delay.group("unit").equals("s")
                ? Duration.ofSeconds(number)
                : Duration.ofMillis(number));
      }
    };
  }

  private static double rate(String number, int whole) {
    try {
      double rate = Double.parseDouble(number) / whole;
      if (rate > 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // rejected below, as a number that is out of range
    }
    throw new IllegalArgumentException(
        "the rate must be greater than 0 and at most 1 (or 100%), not " + number);
  }
}
