// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * All that {@code config/install.yaml} brings to a cluster, but for the operator itself, which runs
 * in the tests.
 *
 * @param kubectl of an administrator
 */
record ShippedManifests(Kubectl kubectl) {

  void apply() {
    kubectl.runWithInput(objects(), "apply", "--server-side", "-f", "-").orThrow();
    kubectl.run("wait", "--for=condition=Established", "--timeout=60s", "-f", "crds").orThrow();
    permitElections();
  }

  private static String objects() {
    try {
      return Arrays.stream(Files.readString(Path.of("config/install.yaml")).split("(?m)^---$"))
          .filter(object -> !object.contains("\nkind: Deployment\n"))
          .collect(Collectors.joining("---"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shipped role is for the one Lease of its release; tests hold several elections. */
  private void permitElections() {
    var account = OperatorServiceAccount.SHIPPED;
    create(account, "role", "--verb=get,create,update", "--resource=leases.coordination.k8s.io");
    create(
        account,
        "rolebinding",
        "--role=elections",
        "--serviceaccount=" + account.namespace() + ':' + account.name());
  }

  private void create(OperatorServiceAccount account, String kind, String first, String second) {
    kubectl.run("create", kind, "elections", first, second, "-n", account.namespace()).orThrow();
  }
}
