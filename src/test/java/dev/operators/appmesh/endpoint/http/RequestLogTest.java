// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.appmesh.model.AppMeshException;
import software.amazon.awssdk.services.appmesh.model.NotFoundException;

class RequestLogTest {
  private static final String SECRET = "s3cr3t-of-nobody";

  private final Logger logger = (Logger) LoggerFactory.getLogger("access");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private EmbeddedEndpoint endpoint;

  @BeforeEach
  void start() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    endpoint =
        EmbeddedEndpoint.with("apps")
            .keys("test test full\nreader reader read-only\n")
            .metrics(metrics)
            .start();
  }

  @AfterEach
  void stop() {
    endpoint.close();
    logger.setLevel(null);
    logger.detachAppender(lines);
  }

  @Test
  void tellsWhoAskedForWhatAndHowItEnded() {
    try (var sdk = endpoint.client("test", "test")) {
      sdk.describeMesh(it -> it.meshName("apps"));
      assertThatThrownBy(() -> sdk.describeMesh(it -> it.meshName("none")))
          .isInstanceOfSatisfying(
              NotFoundException.class,
              it ->
                  assertThat(line(1))
                      .containsEntry("status", "404")
                      .containsEntry("error", "NotFoundException")
                      .containsEntry("requestId", it.requestId()));
    }

    assertThat(line(0))
        .containsEntry("operation", "DescribeMesh")
        .containsEntry("status", "200")
        .containsEntry("error", "-")
        .containsEntry("accessKey", "test")
        .containsEntry("remote", "127.0.0.1")
        .containsKeys("requestId", "millis");
    assertThat(count("DescribeMesh", "200", "")).isOne();
    assertThat(count("DescribeMesh", "404", "NotFoundException")).isOne();
  }

  @Test
  void namesNobodyWhoOnlyClaimsToBe() {
    try (var sdk = endpoint.client("test", SECRET)) {
      assertThatThrownBy(sdk::listMeshes).isInstanceOf(AppMeshException.class);
    }

    assertThat(line(0))
        .containsEntry("operation", "unknown")
        .containsEntry("status", "403")
        .containsEntry("error", "InvalidSignatureException")
        .containsEntry("accessKey", "-");
    assertThat(lines.list.toString()).doesNotContain(SECRET);
  }

  @Test
  void namesWhoMayNotDoWhatWasAsked() {
    try (var sdk = endpoint.client("reader", "reader")) {
      assertThatThrownBy(() -> sdk.createMesh(it -> it.meshName("m")))
          .isInstanceOf(AppMeshException.class);
    }

    assertThat(line(0))
        .containsEntry("operation", "CreateMesh")
        .containsEntry("status", "403")
        .containsEntry("accessKey", "reader");
  }

  @Test
  void unknownPathsAreOneOperation() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      for (var path : new String[] {"/a", "/b"}) {
        http.send(
            HttpRequest.newBuilder(endpoint.uri().resolve(path)).build(), BodyHandlers.ofString());
      }
    }

    assertThat(count("unknown", "404", "UnknownOperationException")).isEqualTo(2);
  }

  @Test
  void cutConnectionHasNoStatus() {
    endpoint.failing(_ -> new Fault.CutBefore());
    try (var sdk = endpoint.client("test", "test")) {
      assertThatThrownBy(sdk::listMeshes).isInstanceOf(SdkClientException.class);
    }

    assertThat(line(0)).containsEntry("operation", "ListMeshes").containsEntry("status", "0");
    assertThat(count("ListMeshes", "0", "")).isOne();
  }

  @Test
  void readsItsStateAsLongAsItServes() {
    assertThat(endpoint.unreadiness()).isEmpty();
  }

  private Map<String, String> line(int index) {
    return lines.list.get(index).getKeyValuePairs().stream()
        .collect(Collectors.toMap(it -> it.key, it -> String.valueOf(it.value)));
  }

  private long count(String operation, String status, String error) {
    return metrics
        .get("appmesh.endpoint.requests")
        .tags("operation", operation, "status_code", status, "error_code", error)
        .timer()
        .count();
  }
}
