// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import javax.management.Notification;
import javax.management.NotificationEmitter;

/**
 * Keeps the process small: the old generation of its heap is collected when it is half as big again
 * as what was alive in it the last time. By itself, the serial collector does so at the limit of
 * the heap alone, and lets it grow until then.
 */
public final class OldGeneration {

  /** Up to here, in bytes, it may grow in any case. */
  private static final long LEAST = 40L << 20;

  private static final String OF_SERIAL = "Tenured Gen";

  private final MemoryPoolMXBean pool;
  private final long least;

  private OldGeneration(MemoryPoolMXBean pool, long least) {
    this.pool = pool;
    this.least = least;
  }

  /** From now on, this process does so, if it has the serial collector. */
  public static void isCollectedWhenGrown() {
    isCollectedWhenGrown(LEAST);
  }

  static void isCollectedWhenGrown(long least) {
    for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals(OF_SERIAL)) {
        var generation = new OldGeneration(pool, least);
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean())
            .addNotificationListener((told, _) -> generation.collect(told), null, null);
        generation.setThreshold();
      }
    }
  }

  private void collect(Notification told) {
    if (told.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
      System.gc();
      setThreshold();
    }
  }

  private void setThreshold() {
    var usage = pool.getUsage();
    pool.setUsageThreshold(threshold(usage.getUsed(), least, usage.getMax()));
  }

  /** All in bytes. */
  static long threshold(long alive, long least, long max) {
    return Math.min(Math.max(alive + alive / 2, least), max);
  }
}
