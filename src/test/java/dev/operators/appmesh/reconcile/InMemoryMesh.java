// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.ListedMesh;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mesh service of at most one gateway, which remembers its calls and fails when told to. */
final class InMemoryMesh implements MeshService {

  /** Its calls. */
  enum Operation {
    DESCRIBE,
    CREATE,
    UPDATE,
    DELETE,
    ROUTES,
    TAGS,
    TAG,
    UNTAG
  }

  /** What was called, in this order. */
  final List<Operation> calls = new ArrayList<>();

  /** The tokens of what was called. */
  final List<ClientToken> tokens = new ArrayList<>();

  private final Map<Operation, FailureKind> failures = new EnumMap<>(Operation.class);
  private @Nullable ObservedGateway gateway;
  private Tags tags = Tags.NONE;
  private List<String> routes = List.of();

  /** Holds {@code gateway} from now on. */
  InMemoryMesh holding(ObservedGateway gateway, Tags tags) {
    this.gateway = gateway;
    this.tags = tags;
    return this;
  }

  /** Has these gateway routes, and does not delete the gateway while it has any. */
  InMemoryMesh routedBy(List<String> routes) {
    this.routes = List.copyOf(routes);
    return this;
  }

  /** Fails all calls of {@code operation}. */
  InMemoryMesh failing(Operation operation, FailureKind kind) {
    failures.put(operation, kind);
    return this;
  }

  @Nullable ObservedGateway gateway() {
    return gateway;
  }

  Tags tags() {
    return tags;
  }

  @Override
  public Optional<ObservedGateway> describe(GatewayKey key) {
    called(Operation.DESCRIBE);
    return Optional.ofNullable(gateway);
  }

  @Override
  public ObservedGateway create(GatewayKey key, SpecTree spec, Tags tags, ClientToken token) {
    tokens.add(token);
    called(Operation.CREATE);
    if (gateway != null) {
      throw new MeshFailure(FailureKind.CONFLICT, "CREATE", "It exists.", null);
    }
    var made = TestGateways.observed(spec);
    holding(made, tags);
    return made;
  }

  @Override
  public ObservedGateway update(GatewayKey key, SpecTree spec, ClientToken token) {
    tokens.add(token);
    called(Operation.UPDATE);
    var changed = TestGateways.observed(spec);
    gateway = changed;
    return changed;
  }

  @Override
  public void delete(GatewayKey key) {
    called(Operation.DELETE);
    if (!routes.isEmpty()) {
      throw new MeshFailure(FailureKind.IN_USE, "DELETE", "The service's words", null);
    }
    gateway = null;
  }

  @Override
  public List<ListedMesh> meshes() {
    throw new UnsupportedOperationException("the reconciler lists no meshes");
  }

  @Override
  public List<ListedGateway> list(String meshName, @Nullable String meshOwner) {
    throw new UnsupportedOperationException("the sweep has tests of its own");
  }

  @Override
  public List<String> routes(GatewayKey key) {
    called(Operation.ROUTES);
    return routes;
  }

  @Override
  public Tags tags(String arn) {
    called(Operation.TAGS);
    return tags;
  }

  @Override
  public void tag(String arn, Tags added) {
    called(Operation.TAG);
    tags = tags.with(added);
  }

  @Override
  public void untag(String arn, Set<String> keys) {
    called(Operation.UNTAG);
    var left = new HashMap<>(tags.values());
    left.keySet().removeAll(keys);
    tags = Tags.of(left);
  }

  private void called(Operation operation) {
    calls.add(operation);
    var kind = failures.get(operation);
    if (kind != null) {
      throw new MeshFailure(kind, operation.name(), "The service's words", null);
    }
  }
}
