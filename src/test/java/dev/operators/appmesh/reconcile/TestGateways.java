// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.OwnerPattern;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.Permissions;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.plan.Holder;
import dev.operators.appmesh.reconcile.plan.Observation;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.OwnerResource;
import dev.operators.appmesh.reconcile.plan.Owners;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.RecordedGateway;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.status.StatusProjector;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One resource and its gateway, in the states that tests need. */
public final class TestGateways {

  public static final GatewayKey KEY = new GatewayKey("apps", null, "edge");
  public static final Owner OWNER = new Owner("c1", "shop", "ingress");
  public static final Owner STRANGER = new Owner("c2", "shop", "ingress");
  public static final String UID = "5b4a7a5e-6f0e-4a57-9f5b-0c7e0a3b9d11";
  public static final long GENERATION = 3;
  public static final Tags TEAM = Tags.of(Map.of("team", "edge"));
  public static final SpecTree WANTED = spec(80);
  public static final SpecTree OTHER = spec(81);
  public static final DesiredGateway DESIRED =
      new DesiredGateway(KEY, WANTED, TEAM, OWNER, UID, GENERATION);

  /** What a status says before the first pass. */
  public static final SyncState NOTHING = SyncState.of(VirtualGatewayStatus.EMPTY);

  /** Of the gateway that {@link #observed} gives. */
  public static final String ARN =
      "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/edge";

  public static final String REMOTE_UID = "remote-1";

  /** To take over whatever the stranger's cluster owns. */
  public static final Permissions TAKEOVER =
      new Permissions(true, List.of(OwnerPattern.of(STRANGER.cluster())));

  /** The owners of a cluster that has no other resources. */
  public static final Owners NO_OTHERS =
      new Owners() {
        @Override
        public OwnerResource find(Owner owner) {
          return owner.cluster().equals(OWNER.cluster())
              ? new OwnerResource.Gone()
              : new OwnerResource.OfAnotherCluster();
        }

        @Override
        public Optional<Owner> recording(ObservedGateway gateway, Owner own) {
          return Optional.empty();
        }
      };

  private TestGateways() {}

  public static SpecTree spec(int port) {
    return new SpecTree(
        Map.of(
            "listeners", List.of(Map.of("portMapping", Map.of("port", port, "protocol", "http")))));
  }

  public static ObservedGateway observed(SpecTree spec) {
    return observed(REMOTE_UID, spec, "ACTIVE");
  }

  public static ObservedGateway observed(String uid, SpecTree spec, String status) {
    return new ObservedGateway(
        KEY,
        ARN,
        uid,
        7,
        "123456789012",
        "210987654321",
        Instant.parse("2026-01-01T00:00:00.123456Z"),
        Instant.parse("2026-01-02T00:00:00Z"),
        status,
        spec);
  }

  /** What a status records of a gateway with tag team that was in sync with a generation. */
  public static SyncState recorded(long generation) {
    return recorded(7, TEAM, generation);
  }

  /** What a status records of a gateway that was in sync with a generation. */
  public static SyncState recorded(long version, Tags tags, long generation) {
    var gateway = observed(WANTED);
    return new SyncState(
        new RecordedGateway(
            KEY, ARN, REMOTE_UID, version, gateway.createdAt(), gateway.spec().digest()),
        tags,
        generation,
        Reason.IN_SYNC,
        true,
        true,
        null,
        null);
  }

  /** The gateway of our status, with the owner that its tags name; null if they were not read. */
  public static Observation.Known known(ObservedGateway gateway, @Nullable Tags tags) {
    return new Observation.Known(gateway, tags, tags == null ? new Holder.Nobody() : holder(tags));
  }

  /** A gateway of the name, with the owner that its tags name. */
  public static Observation.Found found(ObservedGateway gateway, Tags tags) {
    return new Observation.Found(gateway, tags, holder(tags));
  }

  private static Holder holder(Tags tags) {
    return Ownership.of(tags) instanceof Ownership.Owned(var owner, var _)
        ? new Holder.Somebody(owner, resource(owner))
        : new Holder.Nobody();
  }

  private static OwnerResource resource(Owner owner) {
    return owner.cluster().equals(OWNER.cluster())
        ? new OwnerResource.Living(null)
        : new OwnerResource.OfAnotherCluster();
  }

  public static Tags ownedBy(Owner owner) {
    return TEAM.with(Ownership.tags(owner, UID));
  }

  public static Policies policies(boolean manage, boolean adoptUnowned, boolean correctDrift) {
    return new Policies(manage, adoptUnowned, false, correctDrift);
  }

  public static VirtualGateway resource(@Nullable Map<String, Object> spec) {
    var resource = new VirtualGateway();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(OWNER.namespace())
            .withName(OWNER.name())
            .withUid(UID)
            .withGeneration(GENERATION)
            .withResourceVersion("1")
            .build());
    if (spec != null) {
      resource.setSpec(spec);
    }
    return resource;
  }

  /** A status after a pass at noon. */
  public static VirtualGatewayStatus status(VirtualGatewayStatus before, Outcome outcome) {
    return StatusProjector.project(
        before, GENERATION, outcome, Instant.parse("2026-03-01T12:00:00.5Z"));
  }

  public static Outcome.InSync inSync() {
    return new Outcome.InSync(observed(WANTED), TEAM, Outcome.Change.NONE);
  }
}
