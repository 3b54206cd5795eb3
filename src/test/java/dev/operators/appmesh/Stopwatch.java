// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Measures how long something takes that is promised to be fast, on a machine that may be busy with
 * something else: the time in which any task of the whole machine waited for a processor does not
 * count. Linux tells it ({@code /proc/pressure/cpu}, "some"); elsewhere all time counts.
 */
public final class Stopwatch {

  private static final Path PRESSURE = Path.of("/proc/pressure/cpu");
  private static final Pattern SOME = Pattern.compile("(?m)^some .*total=(\\d+)$");

  private final long begun = System.nanoTime();
  private final Duration waitedBefore = waited();

  private Stopwatch() {}

  /** One that runs from now on. */
  public static Stopwatch start() {
    return new Stopwatch();
  }

  /** The time since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** The time since the start in which no task waited for a processor. */
  public Duration unhindered() {
    return unhindered(elapsed());
  }

  /** What counts of a time that was measured otherwise, since the start at the earliest. */
  public Duration unhindered(Duration measured) {
    var rest = measured.minus(waited().minus(waitedBefore));
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /** Since the machine was started. */
  private static Duration waited() {
    try {
      var found = SOME.matcher(Files.exists(PRESSURE) ? Files.readString(PRESSURE) : "");
      return found.find()
          ? Duration.ofNanos(1_000 * Long.parseLong(found.group(1)))
          : Duration.ZERO;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
