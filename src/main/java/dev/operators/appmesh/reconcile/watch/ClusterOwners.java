// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.OwnerResource;
import dev.operators.appmesh.reconcile.plan.Owners;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * The owners of this cluster. A resource that is not watched (another share, another namespace) is
 * asked for at the API server, so that none is taken for gone that only we do not see.
 *
 * @param cluster id of this cluster
 */
public record ClusterOwners(
    String cluster,
    WatchedResources resources,
    DesiredGateways desiredGateways,
    KnownStatuses knownStatuses,
    KubernetesClient client)
    implements Owners {

  @Override
  public OwnerResource find(Owner owner) {
    if (!owner.cluster().equals(cluster)) {
      return new OwnerResource.OfAnotherCluster();
    }
    try {
      return resources
          .get(owner.namespace(), owner.name())
          .or(() -> ask(owner))
          .<OwnerResource>map(it -> new OwnerResource.Living(Requests.allowTakeoverBy(it)))
          .orElseGet(OwnerResource.Gone::new);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new OwnerResource.Unreadable();
      }
      throw e;
    }
  }

  private Optional<VirtualGateway> ask(Owner owner) {
    return Optional.ofNullable(
        client
            .resources(VirtualGateway.class)
            .inNamespace(owner.namespace())
            .withName(owner.name())
            .get());
  }

  @Override
  public Optional<Owner> recording(ObservedGateway gateway, Owner own) {
    return resources
        .get()
        .filter(it -> isRecorded(it, gateway))
        .map(desiredGateways::owner)
        .filter(it -> !it.equals(own))
        .findFirst();
  }

  private boolean isRecorded(VirtualGateway resource, ObservedGateway gateway) {
    return knownStatuses.records(resource, gateway)
        && knownStatuses.state(resource).synced() != Reason.NOT_OWNED;
  }
}
