// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

/**
 * The safe order of a migration from AWS's controller to this operator, which keeps every gateway.
 */
public final class MigrationOrder {

  /** The steps, with the names in AWS's Helm chart. Ends with a line break. */
  public static final String TEXT =
      """
      The safe order. While AWS's controller runs, deleting one of its resources deletes the gateway.
        1. Stop it, and take its webhooks away: without it they refuse every change of its resources.
           From then on no new pod of the mesh gets an Envoy: those that need one bring their own.
             kubectl -n appmesh-system scale deployment appmesh-controller --replicas=0
             kubectl delete mutatingwebhookconfiguration appmesh-mutating-webhook-configuration
             kubectl delete validatingwebhookconfiguration appmesh-validating-webhook-configuration
        2. Convert, decide what the report asks, and apply the result; this operator adopts each gateway.
             kubectl wait vgw -n NAMESPACE NAME --for=condition=Ready
        3. Take the finalizers off each old resource.
             kubectl patch virtualgateways.appmesh.k8s.aws -n NAMESPACE NAME --type=merge -p '{"metadata":{"finalizers":null}}'
        4. Delete each old resource; its gateway stays.
             kubectl delete virtualgateways.appmesh.k8s.aws -n NAMESPACE NAME
      docs/migrate.md has all of it, to follow step by step.
      """;

  private MigrationOrder() {}
}
