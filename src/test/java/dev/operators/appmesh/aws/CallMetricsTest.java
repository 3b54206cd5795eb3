// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.GatewayKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connections that the operator uses really feed limiter and metrics. */
class CallMetricsTest {

  private static final GatewayKey KEY = new GatewayKey("apps", null, "gw");
  private static final String OWN = "connection=\"\",";
  private static final String OPERATION =
      "operation=\"DescribeVirtualGateway\",service=\"App Mesh\"";

  private final Queue<Fault> faults = new ArrayDeque<>();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private EmbeddedEndpoint endpoint;
  private SdkConnections connections;
  private MeshConnection connection;
  private MeshService service;

  @BeforeEach
  void start() {
    endpoint = EmbeddedEndpoint.with("apps").faults(this::decide).start();
    connections = new SdkConnections(Mandate.UNLIMITED, metrics, InstantSource.system());
    connection =
        connections.connect(
            MeshConnection.OWN,
            new ConnectionSettings("us-west-2", endpoint.uri(), new Credentials.Own(), null, 0, 0));
    service = connection.service(Priority.REQUESTED);
  }

  @AfterEach
  void stop() {
    connections.close();
    endpoint.close();
  }

  private synchronized Fault decide(Call call) {
    var fault = faults.poll();
    return fault == null ? new Fault.None() : fault;
  }

  private synchronized void failing(Fault... first) {
    faults.addAll(Arrays.asList(first));
  }

  @Test
  void answerIsACallAndARequest() {
    assertThat(service.describe(KEY)).isEmpty();

    var answered =
        OWN + "error_code=\"NotFoundException\"," + OPERATION + ",status_code=\"404\"} 1.0";
    assertThat(metrics.scrape())
        .contains("aws_api_calls_total{" + answered, "aws_api_requests_total{" + answered)
        .contains("aws_api_call_duration_seconds_count{" + OWN + OPERATION + "} 1")
        .contains("aws_api_request_duration_seconds_count{" + OWN + OPERATION + "} 1")
        .contains("aws_api_call_retries_count{" + OWN + OPERATION + "} 1")
        .contains("aws_api_call_retries_sum{" + OWN + OPERATION + "} 0.0")
        .contains(
            "appmesh_limiter_wait_seconds_count{" + OWN + "kind=\"read\",priority=\"user\"} 1")
        .contains("appmesh_limiter_rate{" + OWN + "kind=\"read\"} 100.0");
  }

  @Test
  void successHasNoErrorCode() {
    assertThat(service.list("apps", null)).isEmpty();

    assertThat(metrics.scrape())
        .contains(
            "aws_api_calls_total{"
                + OWN
                + "error_code=\"\",operation=\"ListVirtualGateways\","
                + "service=\"App Mesh\",status_code=\"200\"} 1.0");
  }

  @Test
  void repeatedRequestsAreCountedEach() {
    failing(new Fault.CutBefore(), new Fault.Fail(ApiError.serviceUnavailable()));

    assertThat(service.describe(KEY)).isEmpty();

    assertThat(metrics.scrape())
        .contains(
            "aws_api_requests_total{"
                + OWN
                + "error_code=\"internal\","
                + OPERATION
                + ",status_code=\"0\"} 1")
        .contains(
            "aws_api_requests_total{"
                + OWN
                + "error_code=\"ServiceUnavailableException\","
                + OPERATION
                + ",status_code=\"503\"} 1")
        .contains("aws_api_call_retries_sum{" + OWN + OPERATION + "} 2.0")
        .contains("aws_api_call_duration_seconds_count{" + OWN + OPERATION + "} 1");
  }

  /** What answers may be anything, and a label is kept for ever. */
  @Test
  void unknownErrorsAreOneLabel() {
    for (int i = 0; i < 50; i++) {
      failing(new Fault.Fail(new ApiError(400, "Made-up-" + i, "")));
      assertThatThrownBy(() -> service.describe(KEY)).isInstanceOf(MeshFailure.class);
    }
    failing(new Fault.Fail(new ApiError(403, "ExpiredTokenException", "")));
    assertThatThrownBy(() -> service.describe(KEY)).isInstanceOf(MeshFailure.class);

    assertThat(metrics.scrape())
        .doesNotContain("Made-up")
        .contains(
            "aws_api_calls_total{"
                + OWN
                + "error_code=\"other\","
                + OPERATION
                + ",status_code=\"400\"} 50.0")
        .contains(
            "aws_api_requests_total{"
                + OWN
                + "error_code=\"other\","
                + OPERATION
                + ",status_code=\"400\"} 50.0")
        .contains(
            "aws_api_calls_total{"
                + OWN
                + "error_code=\"ExpiredTokenException\","
                + OPERATION
                + ",status_code=\"403\"} 1.0");
  }

  @Test
  void refusedCallWaitsAgainAndLowersTheRate() {
    failing(new Fault.Fail(ApiError.tooManyRequests()));

    assertThat(service.describe(KEY)).isEmpty();

    assertThat(metrics.scrape())
        .contains("appmesh_limiter_refusals_total{" + OWN + "kind=\"read\"} 1.0")
        .contains("appmesh_limiter_refusals_total{" + OWN + "kind=\"write\"} 0.0")
        .contains(
            "appmesh_limiter_wait_seconds_count{" + OWN + "kind=\"read\",priority=\"user\"} 2");
    assertThat(metrics.get("appmesh.limiter.rate").tag("kind", "read").gauge().value())
        .isBetween(LearnedRate.START / 2, LearnedRate.START * 0.6);
  }

  @Test
  void callThatStaysRefusedFails() {
    for (int i = 0; i < 5; i++) {
      failing(new Fault.Fail(ApiError.tooManyRequests()));
    }

    assertThatThrownBy(() -> service.describe(KEY))
        .isInstanceOfSatisfying(
            MeshFailure.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.THROTTLED));
    assertThat(faults).isEmpty();
  }

  @Test
  void backgroundIsToldApart() {
    var background = connection.service(Priority.BACKGROUND);

    assertThat(background.describe(KEY)).isEmpty();

    assertThat(metrics.scrape())
        .contains(
            "appmesh_limiter_wait_seconds_count{"
                + OWN
                + "kind=\"read\",priority=\"background\"} 1")
        .contains(
            "appmesh_limiter_wait_seconds_count{" + OWN + "kind=\"read\",priority=\"user\"} 0");
  }
}
