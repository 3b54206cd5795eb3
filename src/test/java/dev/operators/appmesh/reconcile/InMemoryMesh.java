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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A mesh service of at most one gateway, which remembers its calls and fails when told to. */
public final class InMemoryMesh implements MeshService {

  /** Its calls. */
  public enum Operation {
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
  public final List<Operation> calls = new ArrayList<>();

  /** The tokens of what was called. */
  public final List<ClientToken> tokens = new ArrayList<>();

  private final Map<Operation, FailureKind> failures = new EnumMap<>(Operation.class);
  private @Nullable ObservedGateway gateway;
  private Tags tags = Tags.NONE;
  private List<String> routes = List.of();
  private final Map<ClientToken, ObservedGateway> answers = new HashMap<>();
  private int created;

  /** Holds {@code gateway} from now on. */
  public InMemoryMesh holding(ObservedGateway gateway, Tags tags) {
    this.gateway = gateway;
    this.tags = tags;
    return this;
  }

  /** Has these gateway routes, and does not delete the gateway while it has any. */
  public InMemoryMesh routedBy(List<String> routes) {
    this.routes = List.copyOf(routes);
    return this;
  }

  /** Fails all calls of {@code operation}. */
  public InMemoryMesh failing(Operation operation, FailureKind kind) {
    failures.put(operation, kind);
    return this;
  }

  public @Nullable ObservedGateway gateway() {
    return gateway;
  }

  public Tags tags() {
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
    return once(
        token,
        spec,
        () -> {
          if (gateway != null) {
            throw new MeshFailure(FailureKind.CONFLICT, "CREATE", "It exists.", null);
          }
          created++;
          var made = TestGateways.observed("remote-" + created, spec, "ACTIVE");
          holding(made, tags);
          return made;
        });
  }

  @Override
  public ObservedGateway update(GatewayKey key, SpecTree spec, ClientToken token) {
    tokens.add(token);
    called(Operation.UPDATE);
    return once(
        token,
        spec,
        () -> {
          var before = Objects.requireNonNull(gateway);
          var changed =
              new ObservedGateway(
                  before.key(),
                  before.arn(),
                  before.uid(),
                  before.version() + 1,
                  before.meshOwner(),
                  before.resourceOwner(),
                  before.createdAt(),
                  before.lastUpdatedAt().plusSeconds(1),
                  before.status(),
                  spec);
          gateway = changed;
          return changed;
        });
  }

  /** The answer that the token had before, or a new one. */
  private ObservedGateway once(
      ClientToken token, SpecTree spec, Supplier<ObservedGateway> request) {
    var before = answers.get(token);
    if (before == null) {
      var answer = request.get();
      answers.put(token, answer);
      return answer;
    }
    if (!before.spec().equals(spec)) {
      throw new MeshFailure(FailureKind.CONFLICT, "CREATE", "The token was used.", null);
    }
    return before;
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
    return Optional.ofNullable(gateway).stream()
        .map(it -> new ListedGateway(it.arn(), it.version(), it.createdAt()))
        .toList();
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
