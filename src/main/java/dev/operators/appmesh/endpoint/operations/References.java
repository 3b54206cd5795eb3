// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store.View;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the spec of one kind names a resource of another in the same mesh. What it names must
 * exist, and cannot be deleted.
 *
 * <p>The backends of virtual nodes are no references: App Mesh took a virtual service as a backend
 * before it existed (aws-app-mesh-examples, issue 92), and two nodes may be each other's backends,
 * so that none of them could be made first or deleted last.
 */
enum References {
  PROVIDING_NODE(
      ResourceKind.VIRTUAL_SERVICE,
      "provider.virtualNode.virtualNodeName",
      ResourceKind.VIRTUAL_NODE),
  PROVIDING_ROUTER(
      ResourceKind.VIRTUAL_SERVICE,
      "provider.virtualRouter.virtualRouterName",
      ResourceKind.VIRTUAL_ROUTER),
  WEIGHTED_TARGET(
      ResourceKind.ROUTE, "*.action.weightedTargets.virtualNode", ResourceKind.VIRTUAL_NODE),
  TARGET(
      ResourceKind.GATEWAY_ROUTE,
      "*.action.target.virtualService.virtualServiceName",
      ResourceKind.VIRTUAL_SERVICE);

  /** How many users of a resource an error names. */
  private static final int SHOWN = 5;

  private final ResourceKind from;
  private final String path;
  private final ResourceKind to;

  /**
   * @param from the kind with the spec
   * @param path members from the spec down, with a star for any; all elements of a list
   * @param to the kind whose names are there
   */
  References(ResourceKind from, String path, ResourceKind to) {
    this.from = from;
    this.path = path;
    this.to = to;
  }

  /** The resources that {@code spec} of the resource {@code name} names. */
  static List<ResourceName> in(ResourceName name, Map<String, Object> spec) {
    return Stream.of(values())
        .filter(it -> it.from == name.kind())
        .flatMap(
            it ->
                it.names(spec).map(named -> new ResourceName(it.to, name.mesh(), named)).distinct())
        .toList();
  }

  /** Throws {@link ApiError} if another resource needs {@code name}. */
  static void checkUnused(View view, ResourceName name) {
    for (var reference : values()) {
      if (reference.to == name.kind()) {
        var users =
            view.naming(name.own(), reference.from, name.mesh()).stream()
                .filter(user -> reference.names(user.spec()).anyMatch(name.own()::equals))
                .toList();
        if (!users.isEmpty()) {
          throw ApiError.resourceInUse(reference.inUse(name, users));
        }
      }
    }
  }

  /** App Mesh's own words, as users quote them; those about a node that provides by analogy. */
  private String inUse(ResourceName name, List<Resource> users) {
    return switch (this) {
      case PROVIDING_NODE, PROVIDING_ROUTER ->
          "%s with name %s cannot be deleted because it is a VirtualService provider"
              .formatted(name.kind().apiName(), name.own());
      case WEIGHTED_TARGET ->
          ("VirtualNode with name %s cannot be deleted because it is the target of one or more"
                  + " routes.")
              .formatted(name.own());
      case TARGET ->
          "VirtualService %s is being referenced in the following: GATEWAY_ROUTE: %s"
              .formatted(
                  name.own(), users.stream().limit(SHOWN).map(user -> user.name().own()).toList());
    };
  }

  private Stream<String> names(Map<String, Object> spec) {
    return names(spec, List.of(path.split("\\.", -1)));
  }

  private static Stream<String> names(Object value, List<String> path) {
    return switch (value) {
      case List<?> elements -> elements.stream().flatMap(element -> names(element, path));
      case Map<?, ?> object when !path.isEmpty() ->
          (path.getFirst().equals("*")
                  ? object.values().stream()
                  : Stream.ofNullable(object.get(path.getFirst())))
              .flatMap(member -> names(member, path.subList(1, path.size())));
      case String name when path.isEmpty() -> Stream.of(name);
      default -> Stream.empty();
    };
  }
}
