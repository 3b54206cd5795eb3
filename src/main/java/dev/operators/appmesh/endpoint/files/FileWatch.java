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
 * A value that is read from files and reloaded when they change. If the new content is invalid, the
 * old value stays and the log says why.
 *
 * @param <T> type of the value
 */
public final class FileWatch<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  /** Polling is cheap, since the files are small, and also works for symbolic links. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final List<Path> files;
  private final Function<List<byte[]>, T> parse;
  private final BinaryOperator<T> replace;
  private final CountDownLatch closed = new CountDownLatch(1);
  private List<byte[]> contents;
  private boolean unreadable;
  private volatile T value;

  /**
   * Reads the files.
   *
   * @param files the files
   * @param parse makes the value from the contents of the files, in the same order; throws {@link
   *     UnusableFileException}
   * @param replace makes the next value from the current one and the parsed one
   * @throws UnusableFileException if a file cannot be read or its content is invalid
   */
  public FileWatch(List<Path> files, Function<List<byte[]>, T> parse, BinaryOperator<T> replace) {
    this.files = files;
    this.parse = parse;
    this.replace = replace;
    this.contents = read();
    this.value = parse.apply(contents);
  }

  /** The current value. */
  public T value() {
    return value;
  }

  /** Starts to check every second whether the files have changed. */
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

  /** Checks whether the files have changed. For one thread at a time. */
  void look() {
    try {
      var now = read();
      unreadable = false;
      if (!Arrays.deepEquals(now.toArray(), contents.toArray())) {
        contents = now;
        value = replace.apply(value, parse.apply(now));
        LOG.info("reloaded {}", files);
      }
    } catch (UnusableFileException e) {
      if (!unreadable) {
        LOG.error("{}; the previous content stays in use", e.getMessage());
      }
      unreadable = e.getCause() instanceof IOException;
    } catch (RuntimeException e) {
      LOG.error("{} cannot be reloaded; the previous content stays in use", files, e);
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
