// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A span of time (API type Duration). */
record Span(@Nullable String unit, @Nullable Long value) {

  /** A century: more is beyond what Envoy counts. */
  private static final long MOST_MILLIS = 3_155_760_000_000L;

  /** As Envoy has it, such as {@code 1.5s}; null where the span has no value. */
  static @Nullable String text(@Nullable Span span) {
    return span == null || span.value == null ? null : seconds(span.millis());
  }

  /** The same, but null for 0 as well, where Envoy takes none. */
  static @Nullable String positive(@Nullable Span span) {
    return span == null || span.value == null || span.value == 0 ? null : seconds(span.millis());
  }

  /** Milliseconds as Envoy has them. */
  static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "s";
  }

  private long millis() {
    long given = value == null ? 0 : value;
    long factor = "ms".equals(unit) ? 1 : 1000;
    return Math.min(given, MOST_MILLIS / factor) * factor;
  }
}
