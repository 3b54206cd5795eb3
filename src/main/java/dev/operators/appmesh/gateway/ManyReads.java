// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The same read for many things, several at a time. The service limits the rate.
 *
 * @param progress receives a line after each hundred reads
 */
public record ManyReads(Consumer<String> progress) {

  /** Maximum number of reads at the same time. */
  public static final int CONCURRENT = 16;

  private static final int TOLD_EVERY = 100;

  /**
   * The answers, in the order of the things.
   *
   * @throws RuntimeException thrown by the first read that failed
   */
  public <T, R> List<R> of(List<T> things, Function<T, R> read) {
    var permits = new Semaphore(CONCURRENT);
    var answers = new ArrayList<R>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reads =
          things.stream()
              .map(
                  thing ->
                      threads.submit(
                          () -> {
                            permits.acquire();
                            try {
                              return read.apply(thing);
                            } finally {
                              permits.release();
                            }
                          }))
              .toList();
      for (var answer : reads) {
        answers.add(answer.get());
        if (answers.size() % TOLD_EVERY == 0) {
          progress.accept("read %d of %d".formatted(answers.size(), things.size()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
    return List.copyOf(answers);
  }
}
