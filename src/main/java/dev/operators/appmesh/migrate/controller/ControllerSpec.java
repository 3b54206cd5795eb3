// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Copies what AWS's controller sent to App Mesh, and adds findings for everything else. */
final class ControllerSpec {

  /** What becomes of a member that is not copied. */
  private record Fate(Verdict verdict, String words) {}

  private static final String PORTS = "spec.backendDefaults.clientPolicy.tls.ports";

  /** What makes the name of the gateway and of its mesh. */
  private static final Set<String> TAKEN_ELSEWHERE = Set.of("spec.awsName", "spec.meshRef");

  private static final Fate UNKNOWN =
      new Fate(
          Verdict.LOST,
          "not copied: AWS's controller never sent such a member to App Mesh, so it had no effect");

  private static final Map<String, Fate> FATES =
      Map.of(
          "spec.namespaceSelector",
          new Fate(
              Verdict.LOST,
              "it chose the namespaces whose GatewayRoutes AWS's controller attached; the routes"
                  + " stay in App Mesh, and nobody here makes new ones"),
          "spec.gatewayRouteSelector",
          new Fate(
              Verdict.LOST,
              "it chose the GatewayRoutes that AWS's controller attached; the routes stay in App"
                  + " Mesh, and nobody here makes new ones"),
          "spec.podSelector",
          new Fate(
              Verdict.NEEDS_INPUT,
              "AWS's webhook told the pods that this selects which gateway they are; without it,"
                  + " their own template must set APPMESH_RESOURCE_ARN"),
          "spec.listeners.tls.validation.trust.acm",
          new Fate(
              Verdict.LOST,
              "AWS's controller took it and never sent it: App Mesh has no ACM trust for a"
                  + " listener's clients; write file or sds instead"),
          PORTS,
          new Fate(
              Verdict.KEPT, "empty: AWS's controller did not send it; left out, it is every port"));

  private final BiConsumer<String, Fate> dropped;

  private ControllerSpec(BiConsumer<String, Fate> dropped) {
    this.dropped = dropped;
  }

  /**
   * The spec as App Mesh names its members.
   *
   * @param resource whose spec it is, for the findings
   * @param spec the old spec
   * @param findings receives what is not copied
   */
  static Map<String, Object> convert(String resource, Map<?, ?> spec, List<Finding> findings) {
    var conversion =
        new ControllerSpec(
            (path, fate) ->
                findings.add(new Finding(resource, path, fate.verdict(), fate.words())));
    return conversion.members(ControllerMembers.SPEC, spec, "spec", "spec");
  }

  /**
   * @param path where {@code old} stands, with the indices of lists
   * @param place the same without them
   */
  private Map<String, Object> members(
      ControllerMembers known, Map<?, ?> old, String path, String place) {
    var copy = new LinkedHashMap<String, Object>();
    old.forEach(
        (name, value) -> {
          var member = known.members().get(String.valueOf(name));
          var at = path + "." + name;
          var here = place + "." + name;
          if (TAKEN_ELSEWHERE.contains(here) || value == null) {
            return;
          }
          if (member == null || (here.equals(PORTS) && List.of().equals(value))) {
            dropped.accept(at, FATES.getOrDefault(here, UNKNOWN));
          } else {
            copy.put(member.name(), value(member, value, at, here));
          }
        });
    return copy;
  }

  private Object value(ControllerMembers known, Object old, String path, String place) {
    return switch (old) {
      case Map<?, ?> map when !known.members().isEmpty() -> members(known, map, path, place);
      case List<?> list -> {
        var items = new ArrayList<@Nullable Object>();
        for (int i = 0; i < list.size(); i++) {
          var item = list.get(i);
          items.add(item == null ? null : value(known, item, path + "[" + i + "]", place));
        }
        yield items;
      }
      // Not of the type that it should be, perhaps: the rules will say so.
      default -> old;
    };
  }
}
