// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import dev.operators.appmesh.envoy.ClientTls;
import dev.operators.appmesh.migrate.export.Exported;
import dev.operators.appmesh.migrate.export.Findings;
import dev.operators.appmesh.migrate.export.SourceGateway;
import java.util.ArrayList;
import java.util.Map;

/**
 * A virtual gateway as a Gateway of the Gateway API, and, for what that has no field for, the
 * policies of Envoy Gateway.
 */
public final class GatewayApiExport {

  private GatewayApiExport() {}

  /** The objects, in an order in which they can be applied. */
  public static Exported of(SourceGateway gateway, GatewaySettings settings) {
    var names = ObjectNames.of(gateway);
    var spec = gateway.spec();
    var documents = new ArrayList<Map<String, Object>>();
    documents.add(EnvoyProxyDocument.of(spec, names));
    documents.add(new GatewayDocument(names).of(spec.listeners(), settings.gatewayClass()));
    for (var listener : spec.listeners()) {
      documents.add(TrafficPolicies.clientPolicy(listener, names));
      documents.add(TrafficPolicies.backendPolicy(listener, names));
    }
    documents.addAll(BackendTls.policies(ClientTls.of(spec), settings.backends(), names));
    var findings = new Findings(gateway);
    new GatewayFindings(gateway, settings, names).note(findings);
    return new Exported(documents, findings.report());
  }
}
