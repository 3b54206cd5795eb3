// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.migrate.Verdict;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** When TLS to backends is used, and the findings for it, common to all exports. */
public final class ClientPolicies {

  private ClientPolicies() {}

  /** The place of the policy. */
  public static Place place(Place spec) {
    return spec.at("backendDefaults.clientPolicy.tls");
  }

  /** Adds the findings for {@code enforce}. */
  public static void noteEnforce(
      BackendDefaults.Tls policy, List<ExportBackend> backends, Place enforce) {
    if (Boolean.FALSE.equals(policy.enforce())) {
      var open = names(backends, backend -> backend.tls() == null);
      if (backends.isEmpty()) {
        enforce.needs("false followed the server: give --backend with tls or tls=false");
      } else if (open.isEmpty()) {
        enforce.kept("as --backend says");
      } else {
        enforce.needs(
            "false followed the server, now plain text is spoken: say tls or tls=false of " + open);
      }
      return;
    }
    var plain = names(backends, backend -> Boolean.FALSE.equals(backend.tls()));
    if (plain.isEmpty()) {
      enforce.kept();
    } else {
      enforce.changed("plain text is spoken, as --backend says, to " + plain);
    }
  }

  /**
   * Adds the findings for {@code ports}.
   *
   * @param byName whether the result has names of ports instead of numbers
   */
  public static void notePorts(
      BackendDefaults.Tls policy, List<ExportBackend> backends, boolean byName, Place ports) {
    var unnamed = names(backends, it -> byName && it.portName() == null && it.speaksTls(policy));
    var others = names(backends, backend -> backend.tls() == null && !backend.isAmong(policy));
    if (policy.ports() == null || policy.ports().isEmpty()) {
      ports.kept("empty: every port");
    } else if (backends.isEmpty()) {
      ports.needs("give --backend with a port");
    } else if (!others.isEmpty()) {
      ports.changed(
          "other ports followed the server, now plain text is spoken: say tls or tls=false of "
              + others);
    } else if (backends.stream().anyMatch(backend -> backend.port() == null)) {
      ports.needs(
          "give the port of "
              + names(backends, backend -> backend.port() == null)
              + " in --backend");
    } else if (!unnamed.isEmpty()) {
      ports.changed("TLS is spoken to all ports, without port-name=, of " + unnamed);
    } else {
      ports.kept();
    }
  }

  /** Adds the findings for a part that is not written, since TLS is spoken to no backend. */
  public static void noteUnwritten(List<ExportBackend> backends, Place part) {
    if (backends.isEmpty()) {
      part.all(Verdict.NEEDS_INPUT, "is written with the first --backend");
    } else if (backends.stream().allMatch(backend -> Boolean.FALSE.equals(backend.tls()))) {
      part.all(Verdict.KEPT, "not written: no backend speaks TLS");
    } else {
      part.all(Verdict.NEEDS_INPUT, "is written for a --backend with tls");
    }
  }

  private static String names(List<ExportBackend> backends, Predicate<ExportBackend> which) {
    return backends.stream()
        .filter(which)
        .map(ExportBackend::name)
        .collect(Collectors.joining(", "));
  }
}
