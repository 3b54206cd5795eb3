// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process takes part in a leader election, and with which Lease.
 *
 * @param enabled whether it takes part
 * @param namespace namespace of the Lease; null for the namespace of the pod or of the kubeconfig
 * @param id name of the Lease; null for the default, see {@link #id(WatchScope)}
 */
public record LeaderElection(boolean enabled, @Nullable String namespace, @Nullable String id) {

  /** For a process without other replicas. */
  public static final LeaderElection OFF = new LeaderElection(false, null, null);

  private static final String DEFAULT_ID = "appmesh-gateway-operator";

  /** A DNS subdomain, which the API server requires for the name of a Lease. */
  private static final String NAME =
      "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*";

  List<String> problems() {
    var problems = new ArrayList<String>();
    if (namespace != null && !namespace.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      problems.add("--leader-election-namespace must be the name of a namespace, not " + namespace);
    }
    if (id != null && !id.matches(NAME)) {
      problems.add(
          "--leader-election-id must be a valid name of a Lease (lower-case letters, digits, '-'"
              + " and '.'), not "
              + id);
    }
    if (!enabled && namespace != null) {
      problems.add("--leader-election-namespace needs --leader-elect");
    }
    if (!enabled && id != null) {
      problems.add("--leader-election-id needs --leader-elect");
    }
    return problems;
  }

  /**
   * The name of the Lease. The default differs for each watch scope, so that operators that watch
   * different resources do not wait for each other.
   *
   * @param watch which resources are watched
   */
  String id(WatchScope watch) {
    if (id != null) {
      return id;
    }
    if (watch.equals(WatchScope.ALL)) {
      return DEFAULT_ID;
    }
    var selector = watch.selector();
    var share =
        new TreeSet<>(watch.namespaces()) + (selector == null ? "" : selector.replace(" ", ""));
    return DEFAULT_ID + '-' + hash(share);
  }

  /** 8 hexadecimal digits. */
  private static String hash(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
