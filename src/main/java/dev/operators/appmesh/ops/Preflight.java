// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks before the start what would otherwise end in a stack trace: whether the cluster can be
 * reached, has the definitions, and grants the necessary rights.
 */
final class Preflight {

  private static final Logger log = LoggerFactory.getLogger(Preflight.class);
  private static final List<String> LEASE_VERBS = List.of("get", "create", "update");

  private Preflight() {}

  /**
   * The namespaces to watch in which the operator may list the resources; empty if it watches the
   * whole cluster. One that does not grant it, or that there is not yet, does not keep the operator
   * from the others.
   *
   * @throws StartupException if the resources can be listed nowhere with these settings
   */
  static Set<String> check(Settings settings, KubernetesClient kubernetes) {
    var resources = kubernetes.resources(VirtualGateway.class);
    var one = one().withLabelSelector(settings.watch().selector()).build();
    if (settings.watch().namespaces().isEmpty()) {
      try {
        resources.inAnyNamespace().list(one);
        return Set.of();
      } catch (KubernetesClientException e) {
        throw new StartupException(explain(kubernetes, e), e);
      }
    }
    var open = new TreeSet<String>();
    KubernetesClientException refusal = null;
    for (var namespace : settings.watch().namespaces()) {
      try {
        resources.inNamespace(namespace).list(one);
        open.add(namespace);
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
          throw new StartupException(explain(kubernetes, e), e);
        }
        refusal = e;
      }
    }
    if (open.isEmpty() && refusal != null) {
      throw new StartupException(explain(kubernetes, refusal), refusal);
    }
    return open;
  }

  /**
   * Whether connections and namespaces can be read in the whole cluster. If the operator has no
   * rights to do so, or if the definition of connections is not installed, it does not use
   * connections.
   */
  static boolean knowsConnections(KubernetesClient kubernetes) {
    if (!mayFollow(kubernetes, new WatchedKind(AppMeshConnection.class, null))
        || !mayFollow(kubernetes, new WatchedKind(Namespace.class, null))) {
      log.info(
          "spec.connectionRef cannot be used here: the operator may not list and watch"
              + " AppMeshConnections and namespaces in the whole cluster");
      return false;
    }
    try {
      kubernetes.resources(AppMeshConnection.class).list(one().build());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw new StartupException(explain(kubernetes, e), e);
      }
      log.info("spec.connectionRef cannot be used here: {}", e.getMessage());
      return false;
    }
  }

  private static boolean mayFollow(KubernetesClient kubernetes, WatchedKind watched) {
    try {
      return new AccessReviews(kubernetes).missing(watched).isEmpty();
    } catch (KubernetesClientException e) {
      throw new StartupException(
          "cannot check whether the operator may list and watch %s: %s"
              .formatted(watched, e.getMessage()),
          e);
    }
  }

  /**
   * The cluster ID in the ownership tags: the one in the settings, else the UID of the namespace
   * kube-system.
   *
   * @throws StartupException if there is none
   */
  static String clusterId(Settings settings, KubernetesClient kubernetes) {
    var configured = settings.marks().clusterId();
    if (configured != null) {
      return configured;
    }
    try {
      var namespace = kubernetes.namespaces().withName("kube-system").get();
      if (namespace != null) {
        return namespace.getMetadata().getUid();
      }
    } catch (KubernetesClientException e) {
      throw new StartupException(
          "cannot read namespace kube-system, whose UID identifies the cluster ("
              + e.getMessage()
              + "): grant it as the chart does, or set --cluster-id",
          e);
    }
    throw new StartupException(
        "there is no namespace kube-system, whose UID would identify the cluster: set --cluster-id",
        null);
  }

  /**
   * The namespace of the Lease {@code lease}.
   *
   * @throws StartupException if no namespace is known, or if the operator may not use the Lease
   *     there
   */
  static String leaseNamespace(Settings settings, KubernetesClient kubernetes, String lease) {
    var configured = settings.leaderElection().namespace();
    var namespace = configured == null ? kubernetes.getNamespace() : configured;
    if (namespace == null) {
      throw new StartupException(
          "neither a service account nor the kubeconfig names a namespace for the Lease: set"
              + " --leader-election-namespace",
          null);
    }
    var missing =
        LEASE_VERBS.stream()
            .filter(verb -> !may(kubernetes, leaseAttributes(verb, namespace, lease)))
            .toList();
    if (!missing.isEmpty()) {
      throw new StartupException(
          "the operator may not %s the Lease %s in namespace %s: grant it as the chart does, or set --leader-election-namespace"
              .formatted(String.join(", ", missing), lease, namespace),
          null);
    }
    return namespace;
  }

  private static ResourceAttributes leaseAttributes(String verb, String namespace, String lease) {
    return new ResourceAttributesBuilder()
        .withGroup("coordination.k8s.io")
        .withResource("leases")
        .withVerb(verb)
        .withNamespace(namespace)
        .withName(verb.equals("create") ? null : lease) // a name does not count there
        .build();
  }

  private static boolean may(KubernetesClient kubernetes, ResourceAttributes attributes) {
    try {
      return new AccessReviews(kubernetes).may(attributes);
    } catch (KubernetesClientException e) {
      throw new StartupException(
          "cannot check whether the operator may %s %s: %s"
              .formatted(attributes.getVerb(), attributes.getResource(), e.getMessage()),
          e);
    }
  }

  private static ListOptionsBuilder one() {
    return new ListOptionsBuilder().withLimit(1L);
  }

  private static String explain(KubernetesClient kubernetes, KubernetesClientException e) {
    return switch (e.getCode()) {
      case 400 -> "--watch-selector is not a label selector: " + e.getMessage();
      case 404 ->
          "the cluster has no definition of VirtualGateway: install it with kubectl apply -f crds/";
      case 401, 403 ->
          "the operator may not list VirtualGateway resources ("
              + e.getMessage()
              + "): grant it as the chart does, or narrow --watch-namespace";
      default -> {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        var proxy = kubernetes.getConfiguration().getHttpsProxy();
        yield "the cluster at %s cannot be reached%s (%s): check KUBECONFIG, or the pod's service account"
            .formatted(
                kubernetes.getMasterUrl(),
                proxy == null ? "" : " by the proxy " + proxy.replaceFirst("//.*@", "//"),
                cause);
      }
    };
  }
}
