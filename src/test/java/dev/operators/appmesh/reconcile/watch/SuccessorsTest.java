// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.connect.TestConnections;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SuccessorsTest {

  private static final Outcome REFUSED = new Outcome.Failed(Reason.NOT_OWNED, "not ours");

  @AutoClose
  private final SdkConnections meshes =
      new SdkConnections(Mandate.UNLIMITED, new SimpleMeterRegistry(), InstantSource.system());

  private final List<VirtualGateway> nudged = new ArrayList<>();
  private final WatchedResources resources = new WatchedResources();

  @Test
  void gatewayThatIsLetGoIsOfferedToThoseThatWereRefusedItWithoutASearch() {
    var gone = resource("edge", TestGateways.inSync());
    var refused = resource("edge", REFUSED);
    resources.from(
        new Indexed(
            List.of(
                gone,
                refused,
                resource("other", REFUSED),
                resource("edge", new Outcome.Failed(Reason.ACCESS_DENIED, "no")))));

    successors().letGo(gone);

    assertThat(nudged).containsExactly(refused);
  }

  private Successors successors() {
    return new Successors(
        resources,
        TestConnections.of(meshes, _ -> Optional.empty()),
        new DesiredGateways("c1", Tags.NONE),
        new KnownStatuses(),
        new Nudged());
  }

  private static VirtualGateway resource(String name, Outcome outcome) {
    var resource = TestGateways.resource(Map.of("meshName", "apps", "virtualGatewayName", name));
    resource.setStatus(TestGateways.status(VirtualGatewayStatus.EMPTY, outcome));
    return resource;
  }

  /** Finds resources by its indexes alone. */
  private static final class Indexed implements IndexerResourceCache<VirtualGateway> {
    private final List<VirtualGateway> resources;
    private final Map<String, Function<VirtualGateway, List<String>>> indexers = new HashMap<>();

    private Indexed(List<VirtualGateway> resources) {
      this.resources = resources;
    }

    @Override
    public void addIndexers(Map<String, Function<VirtualGateway, List<String>>> added) {
      indexers.putAll(added);
    }

    @Override
    public List<VirtualGateway> byIndex(String name, String key) {
      var keys = Objects.requireNonNull(indexers.get(name));
      return resources.stream().filter(it -> keys.apply(it).contains(key)).toList();
    }

    @Override
    public Optional<VirtualGateway> get(ResourceID id) {
      throw new AssertionError(id);
    }

    @Override
    public Stream<ResourceID> keys() {
      throw new AssertionError("a search");
    }

    @Override
    public Stream<VirtualGateway> list(Predicate<VirtualGateway> wanted) {
      throw new AssertionError("a search");
    }

    @Override
    public Stream<VirtualGateway> list(String namespace, Predicate<VirtualGateway> wanted) {
      throw new AssertionError("a search");
    }
  }

  private final class Nudged implements Rechecks {
    @Override
    public void recheck(VirtualGateway resource) {
      throw new AssertionError(resource);
    }

    @Override
    public void nudge(VirtualGateway resource) {
      nudged.add(resource);
    }

    @Override
    public Instant lastPass(VirtualGateway resource) {
      throw new AssertionError(resource);
    }
  }
}
