// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What single decisions cost: time and bytes, with the flags of the launcher. */
final class HotPathBench {

  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders");

  private static final int WARM_UP = 3;
  private static final int MEASUREMENTS = 5;
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  /** From a resource that arrives to the status that leaves, then the endpoint. */
  private static final List<Row> ROWS =
      List.of(
          new Row("parse", "resource: read the API server's JSON"),
          new Row("desired", "resource: what it asks for"),
          new Row("state", "status: what it says"),
          new Row("specDifferences", "gateway as desired: compare the spec"),
          new Row("tagChanges", "gateway as desired: compare the tags"),
          new Row("plan", "gateway as desired: decide to keep it, comparisons included"),
          new Row("project", "status: make it after a pass"),
          new Row("checkRequest", "endpoint: read and check a request to create a gateway"),
          new Row("configuration", "endpoint: make the configuration of a gateway with 100 routes"),
          new Row("messages", "endpoint: make the messages for Envoy of that configuration"));

  /**
   * A row of the table.
   *
   * @param method of {@link HotPaths}
   */
  private record Row(String method, String words) {}

  private HotPathBench() {}

  static void print() throws RunnerException {
    System.out.printf(
        "Measuring %d paths, each for %d s in a JVM of its own%n",
        ROWS.size(), WARM_UP + MEASUREMENTS);
    var results =
        new Runner(
                new OptionsBuilder()
                    .include(Pattern.quote(HotPaths.class.getName() + "."))
                    .forks(1)
                    .jvmArgs(FLAGS.toArray(String[]::new))
                    // JMH itself uses it.
                    .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow", "-Dlog.level=warn")
                    .warmupIterations(WARM_UP)
                    .warmupTime(ITERATION)
                    .measurementIterations(MEASUREMENTS)
                    .measurementTime(ITERATION)
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    System.out.printf(
        "%n## %d cores, JDK %s, with `%s`%n%n",
        Runtime.getRuntime().availableProcessors(), Runtime.version(), String.join(" ", FLAGS));
    System.out.printf("| | µs | ± | bytes allocated |%n| --- | ---: | ---: | ---: |%n");
    for (var row : ROWS) {
      var found = result(results, row.method());
      var time = found.getPrimaryResult();
      var allocated = Objects.requireNonNull(found.getSecondaryResults().get("gc.alloc.rate.norm"));
      System.out.printf(
          "| %s | %,.2f | %,.2f | %,.0f |%n",
          row.words(), time.getScore() / 1e3, time.getScoreError() / 1e3, allocated.getScore());
    }
  }

  private static RunResult result(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(it -> it.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not measured: " + method));
  }
}
