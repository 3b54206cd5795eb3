// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.connect.Grants;
import dev.operators.appmesh.reconcile.watch.Intervals;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Duration TEN_HOURS = Duration.ofHours(10);
  private static final AwsTarget AWS = new AwsTarget(null, null, false);

  @ParameterizedTest
  @CsvSource({
    ", false",
    "https://appmesh.example, false",
    "http://localhost:8585, false",
    "http://127.0.0.1:8585, false",
    "http://[::1]:8585, false",
    "http://appmesh.example, true",
  })
  void validEndpointIsAccepted(@Nullable String url, boolean allowUnsafe) {
    assertThat(settings(target(url, allowUnsafe)).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://appmesh.example, http or https",
    "appmesh.example, http or https",
    "https:///path, http or https",
    "localhost:8585, http or https",
    "http://appmesh.example, --allow-unsafe-aws-endpoint-urls",
    "http://localhost.example, --allow-unsafe-aws-endpoint-urls",
    "http://10.0.0.1:8585, --allow-unsafe-aws-endpoint-urls",
  })
  void invalidEndpointIsRefused(String url, String words) {
    assertThat(settings(target(url, false)).problems())
        .singleElement()
        .asString()
        .startsWith("--aws-endpoint-url ")
        .contains(url, words);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "256, true", "257, false"})
  void clusterIdHasALimit(int length, boolean fits) {
    var problems = settings(new OwnerMarks("c".repeat(length), Map.of())).problems();

    assertThat(problems)
        .isEqualTo(fits ? List.of() : List.of("--cluster-id must have 1 to 256 characters"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t"})
  void blankClusterIdIsRefused(String id) {
    assertThat(settings(new OwnerMarks(id, Map.of())).problems())
        .containsExactly("--cluster-id must have 1 to 256 characters");
  }

  @ParameterizedTest
  @CsvSource({"PT59.999S, 1", "PT0S, 1", "PT1M, 0"})
  void resyncHasAMinimum(Duration interval, int problems) {
    assertThat(settings(interval, 64).problems())
        .hasSize(problems)
        .allMatch(it -> it.equals("--full-resync-interval must be at least 1m"));
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 1", "1, 0"})
  void maxConcurrentReconcilesIsAtLeastOne(int concurrently, int problems) {
    assertThat(settings(TEN_HOURS, concurrently).problems())
        .hasSize(problems)
        .allMatch(
            it -> it.equals("--max-concurrent-reconciles must be at least 1, not " + concurrently));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 0", "-1, 2", "NaN, 2", "Infinity, 2"})
  void ratesAreNotNegative(double rate, int problems) {
    var rates = new CallRates(rate, rate);

    assertThat(settings(AWS, rates, OwnerMarks.DEFAULT, WatchScope.ALL, TEN_HOURS, 64).problems())
        .hasSize(problems)
        .allMatch(it -> it.startsWith("--max-"));
  }

  @Test
  void watchedNamespacesHaveNames() {
    var watch = new WatchScope(Set.of("apps", "Shop", "-"), null);

    assertThat(
            settings(AWS, CallRates.LEARNED, OwnerMarks.DEFAULT, watch, TEN_HOURS, 64).problems())
        .containsExactly(
            "--watch-namespace must be the name of a namespace, not -",
            "--watch-namespace must be the name of a namespace, not Shop");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, ''",
    "128, 256, ''",
    "0, 1, has 0 characters",
    "129, 1, has 129 characters",
    "1, 257, has 257 characters",
  })
  void validResourceTagIsAccepted(int key, int value, String problem) {
    assertThat(tagProblems(Map.of("k".repeat(key), "v".repeat(value))))
        .hasSize(problem.isEmpty() ? 0 : 1)
        .allMatch(it -> it.startsWith("--resource-tag: ") && it.contains(problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:x", "AWS:x", "appmesh.operators.dev/name", "appmesh.operators.dev/"})
  void reservedResourceTagIsRefused(String key) {
    assertThat(tagProblems(Map.of(key, "x")))
        .containsExactly(
            "--resource-tag: tag '"
                + key
                + "' is reserved, like all tags that begin with aws: or appmesh.operators.dev/");
  }

  @ParameterizedTest
  @CsvSource({"46, 0", "47, 1"})
  void resourceTagsAreLimitedTo46(int count, int problems) {
    var tags =
        IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v" + i));
    assertThat(tagProblems(tags))
        .hasSize(problems)
        .allMatch(it -> it.equals("--resource-tag must be given at most 46 times, not 47"));
  }

  private static List<String> tagProblems(Map<String, String> tags) {
    return settings(new OwnerMarks("c1", tags)).problems();
  }

  @Test
  void allProblemsAreShownAtOnce() {
    assertThat(
            settings(
                    target("http://appmesh.example", false),
                    CallRates.LEARNED,
                    new OwnerMarks("", Map.of()),
                    WatchScope.ALL,
                    Duration.ZERO,
                    0)
                .problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
        .containsExactly(
            "--aws-endpoint-url",
            "--cluster-id",
            "--full-resync-interval",
            "--max-concurrent-reconciles");
  }

  private static AwsTarget target(@Nullable String url, boolean allowUnsafe) {
    return new AwsTarget(null, url == null ? null : URI.create(url), allowUnsafe);
  }

  private static Settings settings(AwsTarget aws) {
    return settings(aws, CallRates.LEARNED, OwnerMarks.DEFAULT, WatchScope.ALL, TEN_HOURS, 64);
  }

  private static Settings settings(OwnerMarks marks) {
    return settings(AWS, CallRates.LEARNED, marks, WatchScope.ALL, TEN_HOURS, 64);
  }

  private static Settings settings(Duration fullResync, int concurrently) {
    return settings(
        AWS, CallRates.LEARNED, OwnerMarks.DEFAULT, WatchScope.ALL, fullResync, concurrently);
  }

  private static Settings settings(
      AwsTarget aws,
      CallRates rates,
      OwnerMarks marks,
      WatchScope watch,
      Duration fullResync,
      int concurrently) {
    return new Settings(
        aws,
        rates,
        marks,
        watch,
        Grants.EVERYTHING,
        new Intervals(fullResync, Duration.ofSeconds(60), Duration.ofMinutes(10)),
        concurrently,
        new ListenAddress("127.0.0.1", 8080),
        LeaderElection.OFF);
  }
}
