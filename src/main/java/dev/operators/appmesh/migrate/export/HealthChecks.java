// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.api.HealthCheck;
import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.migrate.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The health check of a gateway and its findings, common to all exports. Envoy does not check
 * itself: the load balancer in front of it determines how it is checked.
 */
public final class HealthChecks {

  private static final String ANNOTATION =
      "service.beta.kubernetes.io/aws-load-balancer-healthcheck-";

  private HealthChecks() {}

  /** The path that Envoy answers; null for none. */
  public static @Nullable String path(Listener listener) {
    var check = listener.healthCheck();
    return check == null || isGrpc(check) ? null : check.path();
  }

  /**
   * Adds the findings for the fields of a check.
   *
   * @param written the path that Envoy answers; null for none
   */
  public static void note(Listener listener, @Nullable String written, Place place) {
    var check = listener.healthCheck();
    if (check == null) {
      return;
    }
    var port = listener.portMapping().port();
    if (isGrpc(check)) {
      place.all(
          Verdict.LOST, "Envoy answers no gRPC health check: use a TCP check of port " + port);
      return;
    }
    if (written == null) {
      place.at("path").lost("too long: requests for it go to backends");
    } else {
      place.at("path").changed("Envoy itself answers this path, no backend sees it");
    }
    place.at("protocol").changed(asked("protocol: http"));
    place.at("port").changed(asked("port: \"%d\"".formatted(port)));
    place.at("intervalMillis").changed(asked(seconds("interval", check.intervalMillis())));
    place.at("timeoutMillis").changed(asked(seconds("timeout", check.timeoutMillis())));
    place
        .at("healthyThreshold")
        .changed(asked("healthy-threshold: \"%d\"".formatted(check.healthyThreshold())));
    place
        .at("unhealthyThreshold")
        .changed(asked("unhealthy-threshold: \"%d\"".formatted(check.unhealthyThreshold())));
  }

  private static boolean isGrpc(HealthCheck check) {
    return check.protocol().equals("grpc");
  }

  private static String asked(String setting) {
    return "is up to what asks: for AWS's load balancer annotate the Service "
        + ANNOTATION
        + setting;
  }

  private static String seconds(String name, @Nullable Long millis) {
    return "%s: \"%d\"".formatted(name, millis == null ? 0 : Math.ceilDiv(millis, 1000));
  }
}
