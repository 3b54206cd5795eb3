// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One resource and its gateway, in the states that tests need. */
final class TestGateways {

  static final GatewayKey KEY = new GatewayKey("apps", null, "edge");
  static final Owner OWNER = new Owner("c1", "shop", "ingress");
  static final Owner STRANGER = new Owner("c2", "shop", "ingress");
  static final String UID = "5b4a7a5e-6f0e-4a57-9f5b-0c7e0a3b9d11";
  static final long GENERATION = 3;
  static final Tags TEAM = Tags.of(Map.of("team", "edge"));
  static final SpecTree WANTED = spec(80);
  static final SpecTree OTHER = spec(81);
  static final DesiredGateway DESIRED =
      new DesiredGateway(KEY, WANTED, TEAM, OWNER, UID, GENERATION);

  /** Of the gateway that {@link #observed} gives. */
  static final String ARN = "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/edge";

  static final String REMOTE_UID = "remote-1";

  private TestGateways() {}

  static SpecTree spec(int port) {
    return new SpecTree(
        Map.of(
            "listeners", List.of(Map.of("portMapping", Map.of("port", port, "protocol", "http")))));
  }

  static ObservedGateway observed(SpecTree spec) {
    return observed(REMOTE_UID, spec, "ACTIVE");
  }

  static ObservedGateway observed(String uid, SpecTree spec, String status) {
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

  /** What the status remembers of a gateway with tag team that was in line with a generation. */
  static LastSeen lastSeen(long generation) {
    return new LastSeen(ARN, REMOTE_UID, 7, TEAM, generation);
  }

  static Tags ownedBy(Owner owner) {
    return TEAM.with(Ownership.tags(owner, UID));
  }

  static Policies policies(boolean manage, boolean adoptUnowned, boolean correctDrift) {
    return new Policies(manage, adoptUnowned, false, correctDrift);
  }

  static VirtualGateway resource(@Nullable Map<String, Object> spec) {
    var resource = new VirtualGateway();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(OWNER.namespace())
            .withName(OWNER.name())
            .withUid(UID)
            .withGeneration(GENERATION)
            .build());
    if (spec != null) {
      resource.setSpec(spec);
    }
    return resource;
  }

  /** A status after a pass at noon. */
  static VirtualGatewayStatus status(VirtualGatewayStatus before, Outcome outcome) {
    return StatusProjector.project(
        before, GENERATION, outcome, Instant.parse("2026-03-01T12:00:00.5Z"));
  }

  static Outcome.InSync inSync() {
    return new Outcome.InSync(observed(WANTED), TEAM, Outcome.Change.NONE);
  }
}
