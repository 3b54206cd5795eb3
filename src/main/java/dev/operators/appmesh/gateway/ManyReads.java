// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Gatherers;

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
    var answers = new ArrayList<R>();
    things.stream()
        .gather(Gatherers.mapConcurrent(CONCURRENT, read))
        .forEachOrdered(
            answer -> {
              answers.add(answer);
              if (answers.size() % TOLD_EVERY == 0) {
                progress.accept("read %d of %d".formatted(answers.size(), things.size()));
              }
            });
    return List.copyOf(answers);
  }
}
