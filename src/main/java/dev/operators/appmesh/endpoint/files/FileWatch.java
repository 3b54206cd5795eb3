// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.files;

import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What files say, read again when they change. While they say nothing that can be used, what they
 * said before counts, and the log says why.
 *
 * @param <T> what they say
 */
public final class FileWatch<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  /** Looking costs little, as the files are small, and works where files are links, too. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final List<Path> files;
  private final Function<List<byte[]>, T> parse;
  private final BinaryOperator<T> replace;
  private final CountDownLatch closed = new CountDownLatch(1);
  private List<byte[]> contents;
  private boolean unreadable;
  private volatile T value;

  /**
   * Reads them for the first time.
   *
   * @param files what to read
   * @param parse from the contents, in the same order; throws {@link UnusableFileException}
   * @param replace makes the value of the one until now and the one that was read
   * @throws UnusableFileException if they cannot be used
   */
  public FileWatch(List<Path> files, Function<List<byte[]>, T> parse, BinaryOperator<T> replace) {
    this.files = files;
    this.parse = parse;
    this.replace = replace;
    this.contents = read();
    this.value = parse.apply(contents);
  }

  /** What they say. */
  public T value() {
    return value;
  }

  /** From now on, looks each second whether they have changed. */
  public void start() {
    Thread.ofVirtual().name("watch " + files).start(this::watch);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void watch() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks whether they have changed; for one thread at a time. */
  void look() {
    try {
      var now = read();
      unreadable = false;
      if (!Arrays.deepEquals(now.toArray(), contents.toArray())) {
        contents = now;
        value = replace.apply(value, parse.apply(now));
        LOG.info("{} changed and is used as it is now", files);
      }
    } catch (UnusableFileException e) {
      if (!unreadable) {
        LOG.error("{}; what it said before is still used", e.getMessage());
      }
      unreadable = e.getCause() instanceof IOException;
    } catch (RuntimeException e) {
      LOG.error("{} changed and cannot be used; what it said before still is", files, e);
    }
  }

  private List<byte[]> read() {
    var read = new ArrayList<byte[]>();
    for (var file : files) {
      try {
        read.add(Files.readAllBytes(file));
      } catch (IOException e) {
        throw new UnusableFileException(
            "Cannot read " + file + ": " + UnusableFileException.reason(e), e);
      }
    }
    return read;
  }
}
