// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import java.util.function.LongSupplier;

/**
 * Throttles calls above a rate (TooManyRequestsException), with separate rates for reads and
 * writes. Bursts of one second's calls are allowed.
 */
public final class RateLimits implements Faults {

  private static final double NANOS = 1e9;

  /** A rate that is never reached. */
  private static final double ANY = 1e9;

  /** A token bucket, full at the start. */
  private static final class Bucket {
    private final double rate;
    private final double size;
    private double tokens;
    private long filled;

    Bucket(double rate, long now) {
      this.rate = rate;
      this.size = Math.max(1, rate);
      this.tokens = size;
      this.filled = now;
    }

    synchronized boolean take(long now) {
      tokens = Math.min(size, tokens + (now - filled) / NANOS * rate);
      filled = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }

  private final LongSupplier nanoTime;
  private final Bucket reads;
  private final Bucket writes;

  /**
   * @param reads maximum calls of Describe and List operations per second; 0 for no limit
   * @param writes maximum calls of all other operations per second; 0 for no limit
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  public RateLimits(double reads, double writes, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.reads = new Bucket(reads == 0 ? ANY : reads, now);
    this.writes = new Bucket(writes == 0 ? ANY : writes, now);
  }

  @Override
  public Fault decide(Call call) {
    var bucket = call.operation().isRead() ? reads : writes;
    return bucket.take(nanoTime.getAsLong())
        ? new Fault.None()
        : new Fault.Fail(ApiError.tooManyRequests());
  }
}
