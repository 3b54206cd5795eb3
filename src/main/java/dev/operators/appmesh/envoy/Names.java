// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

/**
 * App Mesh's names of what Envoy gets, on which dashboards and alerts rely.
 *
 * @param mesh name of the mesh
 * @param gateway name of the gateway
 * @param egressPort of the second hop
 * @param egressProtocol of the second hop
 * @param severalListeners whether the gateway has more than one
 */
record Names(
    String mesh, String gateway, long egressPort, String egressProtocol, boolean severalListeners) {

  String ingressListener(String address, long port) {
    return "lds_ingress_%s_%d".formatted(address, port);
  }

  String ingressRoutes(String protocol, long port) {
    return "rds_ingress_%s_%d".formatted(protocol, port);
  }

  String ingressStatistics(String protocol, long port) {
    return severalListeners ? "ingress.%s.%d".formatted(protocol, port) : "ingress";
  }

  /** The second hop. App Mesh's Envoy listened on all addresses, and so it was called. */
  String egressListener() {
    return "lds_egress_0.0.0.0_" + egressPort;
  }

  String egressRoutes() {
    return "rds_egress_%s_%d".formatted(egressProtocol, egressPort);
  }

  /** The way from the first hop to the second one. */
  String selfRedirect(String protocol, long port) {
    return "cds_ingress_%s_%s_self_redirect_%s%s_%d"
        .formatted(mesh, gateway, severalListeners ? port + "_" : "", protocol, egressPort);
  }

  /** What the gateway shows to nodes, and checks of theirs. */
  String clientSecrets() {
    return "cds_egress_%s_%s".formatted(mesh, gateway);
  }

  String node(String node, String protocol, long port) {
    return "cds_egress_%s_%s_%s_%d".formatted(mesh, node, protocol, port);
  }
}
