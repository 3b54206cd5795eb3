// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {

  private final JsonLines lines = new JsonLines();
  private final LoggingEvent event = new LoggingEvent();

  @BeforeEach
  void start() {
    lines.start();
    event.setLoggerContext(new LoggerContext());
    event.setLoggerName("dev.operators.appmesh.reconcile.Reconciliation");
    event.setThreadName("worker-1");
    event.setLevel(Level.INFO);
    event.setInstant(Instant.parse("2026-11-24T10:15:30.123Z"));
    event.setMessage("a \"quoted\"\nmessage");
  }

  @Test
  void everyLineHasFiveKeysAndIsOneLine() throws IOException {
    event.setMDCPropertyMap(Map.of());
    var line = new String(lines.encode(event), UTF_8);

    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    assertThat(read())
        .hasToString(
            "{\"time\":\"2026-11-24T10:15:30.123Z\",\"level\":\"INFO\","
                + "\"logger\":\"dev.operators.appmesh.reconcile.Reconciliation\",\"thread\":\"worker-1\",\"message\":\"a"
                + " \\\"quoted\\\"\\n"
                + "message\"}");
  }

  @Test
  void onlyResourceAndGatewayAreTakenFromTheMdc() throws IOException {
    event.setMDCPropertyMap(
        Map.of(
            "resource.kind", "VirtualGateway",
            "resource.namespace", "apps",
            "resource.name", "edge",
            "resource.uid", "0d1f",
            "mesh", "prod",
            "gateway", "ingress"));

    assertThat(read().fieldNames())
        .toIterable()
        .containsExactly(
            "time",
            "level",
            "logger",
            "thread",
            "message",
            "kind",
            "namespace",
            "name",
            "mesh",
            "gateway");
    assertThat(read().get("name").asText()).isEqualTo("edge");
    assertThat(read().get("gateway").asText()).isEqualTo("ingress");
  }

  @Test
  void keyValuePairsKeepNumbersAndUnknownKeysAreLeftOut() throws IOException {
    event.setMDCPropertyMap(Map.of());
    event.addKeyValuePair(new KeyValuePair("operation", "DescribeMesh"));
    event.addKeyValuePair(new KeyValuePair("status", 200));
    event.addKeyValuePair(new KeyValuePair("error", "-"));
    event.addKeyValuePair(new KeyValuePair("unheardOf", "x"));

    assertThat(read().get("operation").asText()).isEqualTo("DescribeMesh");
    assertThat(read().get("status").isInt()).isTrue();
    assertThat(read().has("error")).isFalse();
    assertThat(read().has("unheardOf")).isFalse();
  }

  @Test
  void stackTraceIsAMember() throws IOException {
    event.setMDCPropertyMap(Map.of());
    event.setThrowableProxy(
        new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("broken")));

    assertThat(read().get("exception").asText())
        .startsWith("java.lang.IllegalStateException: broken")
        .contains("JsonLinesTest");
  }

  @Test
  void thePageListsTheKeys() throws IOException {
    var table =
        Files.readString(Path.of("docs/metrics.md"))
            .lines()
            .dropWhile(line -> !line.startsWith("| key of a line |"))
            .takeWhile(line -> line.startsWith("|"))
            .collect(Collectors.joining("\n"));

    assertThat(
            Pattern.compile("(?m)^\\| (`[^|]+) \\|")
                .matcher(table)
                .results()
                .map(MatchResult::group)
                .flatMap(row -> Pattern.compile("`(\\w+)`").matcher(row).results())
                .map(it -> it.group(1)))
        .containsExactlyElementsOf(JsonLines.KEYS);
  }

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(lines.encode(event));
  }
}
