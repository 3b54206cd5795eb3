// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldGenerationTest {

  private static final int MEBIBYTE = 1 << 20;

  private final MemoryPoolMXBean pool =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(it -> it.getName().equals("Tenured Gen"))
          .findFirst()
          .orElseThrow();

  private final GarbageCollectorMXBean collector =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(it -> it.getName().equals("MarkSweepCompact"))
          .findFirst()
          .orElseThrow();

  @ParameterizedTest
  @CsvSource({
    // alive, least, max, threshold
    "10, 64, 500, 64",
    "40, 64, 500, 80",
    "200, 64, 500, 400",
    "300, 64, 500, 500",
    "10, 64, 32, 32"
  })
  void mayDoubleAboveTheLeastAndUpToTheLimit(long alive, long least, long max, long threshold) {
    assertThat(OldGeneration.threshold(alive, least, max)).isEqualTo(threshold);
  }

  @Test
  void isCollectedWhenDoubled() {
    // Without garbage, of which other tests leave much.
    System.gc();
    var before = pool.getUsage().getUsed();
    OldGeneration.isCollectedWhenDoubled(0);
    var collections = collector.getCollectionCount();

    var alive = new ArrayList<byte[]>();
    for (long bytes = 0; bytes <= 2 * before; bytes += MEBIBYTE) {
      alive.add(new byte[MEBIBYTE]);
    }
    // The first collection, which moves them to the old generation.
    System.gc();

    Awaitility.await().until(() -> collector.getCollectionCount() >= collections + 2);
    Awaitility.await().until(() -> pool.getUsageThreshold() > 2L * MEBIBYTE * alive.size());
  }
}
