// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.node;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A pod that sends requests through the gateway's Service, without a pause, until it is closed. It
 * does not repeat one that failed.
 *
 * @param release whose gateway it is
 */
record PodLoad(NodeRelease release) implements AutoCloseable {

  /** Where it tells what it has counted. */
  private static final String COUNTS = "/api/v1/namespaces/default/pods/client:8080/proxy/";

  /**
   * What it has counted since its start.
   *
   * @param answers how many requests were answered by whom
   * @param failed how many were not answered, or otherwise than with 200
   * @param failures the first of these
   */
  record Counts(Map<String, Integer> answers, int failed, List<String> failures) {

    int of(String color) {
      return answers.getOrDefault(color, 0);
    }

    int all() {
      return of("blue") + of("green");
    }
  }

  /** Starts it, and waits until it is answered. */
  static PodLoad on(NodeRelease release) {
    release.kubectl("apply", "--filename=src/test/resources/node/client.yaml");
    release.kubectl("wait", "pod/client", "--for=condition=Ready", "--timeout=100s");
    var load = new PodLoad(release);
    load.awaitMore("requests through the gateway");
    return load;
  }

  /** Waits until a hundred more requests are answered than now. */
  void awaitMore(String what) {
    var now = counts().all();
    Awaitility.await(what).until(() -> counts().all() >= now + 100);
  }

  Counts counts() {
    try {
      return new JsonMapper().readValue(release.cluster().client().raw(COUNTS), Counts.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    release.kubectl("delete", "pod", "client");
  }
}
