// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of the old spec that AWS's controller (1.13.3) sent to App Mesh, each with its name
 * there. It sent nothing else, whatever a stored resource may hold.
 *
 * @param name in App Mesh
 * @param members what is below it, by the name in the old spec; of a list, below each item
 */
record ControllerMembers(String name, Map<String, ControllerMembers> members) {

  // Where the last name differs in App Mesh, it stands behind the arrow.
  private static final String SENT =
      """
      backendDefaults.clientPolicy.tls.certificate.file.certificateChain
      backendDefaults.clientPolicy.tls.certificate.file.privateKey
      backendDefaults.clientPolicy.tls.certificate.sds.secretName
      backendDefaults.clientPolicy.tls.enforce
      backendDefaults.clientPolicy.tls.ports
      backendDefaults.clientPolicy.tls.validation.subjectAlternativeNames.match.exact
      backendDefaults.clientPolicy.tls.validation.trust.acm.certificateAuthorityARNs -> certificateAuthorityArns
      backendDefaults.clientPolicy.tls.validation.trust.file.certificateChain
      backendDefaults.clientPolicy.tls.validation.trust.sds.secretName
      listeners.connectionPool.grpc.maxRequests
      listeners.connectionPool.http.maxConnections
      listeners.connectionPool.http.maxPendingRequests
      listeners.connectionPool.http2.maxRequests
      listeners.healthCheck.healthyThreshold
      listeners.healthCheck.intervalMillis
      listeners.healthCheck.path
      listeners.healthCheck.port
      listeners.healthCheck.protocol
      listeners.healthCheck.timeoutMillis
      listeners.healthCheck.unhealthyThreshold
      listeners.portMapping.port
      listeners.portMapping.protocol
      listeners.tls.certificate.acm.certificateARN -> certificateArn
      listeners.tls.certificate.file.certificateChain
      listeners.tls.certificate.file.privateKey
      listeners.tls.certificate.sds.secretName
      listeners.tls.mode
      listeners.tls.validation.subjectAlternativeNames.match.exact
      listeners.tls.validation.trust.file.certificateChain
      listeners.tls.validation.trust.sds.secretName
      logging.accessLog.file.format.json.key
      logging.accessLog.file.format.json.value
      logging.accessLog.file.format.text
      logging.accessLog.file.path
      """;

  /** The spec itself. */
  static final ControllerMembers SPEC = new ControllerMembers("spec", new LinkedHashMap<>());

  static {
    SENT.lines().forEach(SPEC::add);
  }

  private void add(String line) {
    var halves = List.of(line.split(" -> ", 2));
    var steps = List.of(halves.getFirst().split("\\."));
    var at = this;
    for (int i = 0; i < steps.size(); i++) {
      var name = i == steps.size() - 1 ? halves.getLast() : steps.get(i);
      var appMesh = name.substring(name.lastIndexOf('.') + 1);
      at =
          at.members.computeIfAbsent(
              steps.get(i), it -> new ControllerMembers(appMesh, new LinkedHashMap<>()));
    }
  }

  /**
   * The field that one of ours comes from.
   *
   * @param field as in {@code spec.listeners[0].tls.certificate.acm.certificateArn}
   */
  static String oldName(String field) {
    return field
        .replace(".certificateArn", ".certificateARN")
        .replace(".certificateAuthorityArns", ".certificateAuthorityARNs")
        .replace("spec.virtualGatewayName", "spec.awsName");
  }
}
