// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.gateway.ManyReads;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares manifests with App Mesh: one list per mesh (100 gateways per call), and one describe
 * call for each gateway that may have changed according to list and status.
 */
public final class LivePreview {

  private record Mesh(String name, @Nullable String owner) {}

  /** The gateways in a mesh, by the last part of their ARN; or the failure of the list. */
  private record Listing(Map<String, ListedGateway> gateways, @Nullable MeshFailure failure) {}

  private final MeshService service;
  private final Forecast forecast;
  private final Consumer<String> progress;

  /**
   * @param progress receives lines about the progress
   */
  public LivePreview(MeshService service, Consumer<String> progress) {
    this.service = service;
    this.forecast = new Forecast(service);
    this.progress = progress;
  }

  /** The steps for all candidates, in the same order. */
  public List<Step> steps(List<Candidate> candidates) {
    var listings = new LinkedHashMap<Mesh, Listing>();
    candidates.stream()
        .filter(LivePreview::isReached)
        .forEach(it -> listings.computeIfAbsent(mesh(it.desired().key()), this::list));
    return new ManyReads(progress).of(candidates, it -> new Step(it, prospect(it, listings)));
  }

  private Prospect prospect(Candidate candidate, Map<Mesh, Listing> listings) {
    if (!isReached(candidate)) {
      return new Prospect(
          Prospect.Action.LEAVE,
          List.of(),
          "spec.connectionRef, since connection %s leads to another App Mesh than the one that was read"
              .formatted(candidate.connection()));
    }
    var desired = candidate.desired();
    var listing = listings.getOrDefault(mesh(desired.key()), new Listing(Map.of(), null));
    if (listing.failure() != null) {
      return Forecast.unknown(listing.failure(), desired.key());
    }
    return forecast.of(candidate.resource(), desired, listing.gateways().get(desired.key().name()));
  }

  /** Only the cluster knows which App Mesh a connection leads to. */
  private static boolean isReached(Candidate candidate) {
    return candidate.connection().equals(MeshConnection.OWN);
  }

  private Listing list(Mesh mesh) {
    progress.accept("listing the virtual gateways of mesh " + mesh.name());
    var gateways = new LinkedHashMap<String, ListedGateway>();
    try {
      service
          .list(mesh.name(), mesh.owner())
          .forEach(it -> gateways.put(it.arn().substring(it.arn().lastIndexOf('/') + 1), it));
      return new Listing(gateways, null);
    } catch (MeshFailure failure) {
      return new Listing(Map.of(), failure);
    }
  }

  private static Mesh mesh(GatewayKey key) {
    return new Mesh(key.meshName(), key.meshOwner());
  }
}
