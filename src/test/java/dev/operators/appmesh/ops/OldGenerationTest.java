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
    "10, 40, 500, 40",
    "40, 40, 500, 60",
    "200, 40, 500, 300",
    "400, 40, 500, 500",
    "10, 40, 32, 32"
  })
  void mayGrowByHalfAboveTheLeastAndUpToTheLimit(long alive, long least, long max, long threshold) {
    assertThat(OldGeneration.threshold(alive, least, max)).isEqualTo(threshold);
  }

  @Test
  void isCollectedWhenGrown() {
    // Without garbage, of which other tests leave much.
    System.gc();
    var before = pool.getUsage().getUsed();
    OldGeneration.isCollectedWhenGrown(0);
    var collections = collector.getCollectionCount();

    var alive = new ArrayList<byte[]>();
    for (long bytes = 0; bytes <= before; bytes += MEBIBYTE) {
      alive.add(new byte[MEBIBYTE]);
    }
    // The first collection, which moves them to the old generation.
    System.gc();

    Awaitility.await().until(() -> collector.getCollectionCount() >= collections + 2);
    Awaitility.await().until(() -> pool.getUsageThreshold() > 3L * MEBIBYTE * alive.size() / 2);
  }
}
