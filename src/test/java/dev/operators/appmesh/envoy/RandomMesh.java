// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.RandomSpecs;
import dev.operators.appmesh.endpoint.shape.GatewayRouteShapes;
import dev.operators.appmesh.endpoint.shape.NodeShapes;
import dev.operators.appmesh.endpoint.shape.RouteShapes;
import dev.operators.appmesh.endpoint.shape.Shape;
import dev.operators.appmesh.endpoint.shape.SpecShapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Meshes at random, the same one for the same seed: specs of all forms that the endpoint takes, and
 * some that it does not. The names in them are those of a few resources, of which some are not
 * there.
 */
final class RandomMesh {

  /** The gateway of each. */
  static final String GATEWAY = "gw";

  private static final List<String> SERVICES = List.of("a.local", "b%c", "d:80", "e", "none");
  private static final List<String> ROUTERS = List.of("r0", "r1", "none");
  private static final List<String> NODES = List.of("n0", "n1", "n2", "n3", "none");
  private static final List<Long> PORTS = List.of(80L, 81L, 15001L);
  private static final List<String> REGEXES =
      List.of(
          "/[a-z]+",
          ".*",
          "a|b",
          "(?i)x",
          "\\d{2,3}",
          "\\pL{60}",
          "é[à-ü]",
          "\\\\é",
          "\\x{ff}",
          "[",
          "(?=a)",
          "(a",
          "\\é",
          "[\\é]",
          "\\x{100}",
          "\\777",
          "x{1000}",
          "((a{40}){40})");
  private static final List<String> HOSTS = List.of("*", ".a.com", "x.a.com", "*.A.com", "X.a.com");
  private static final List<String> LETTERS =
      List.of("a", "B", "0", "/", ".", "%", "\\", "?", "*", " ", "\"", "ü", "🐢", "-", "_");

  private final Random random;

  private RandomMesh(long seed) {
    random = new Random(seed);
  }

  /** The mesh of a seed. */
  static MeshResources of(long seed) {
    return new RandomMesh(seed).mesh("m" + seed, seed);
  }

  private MeshResources mesh(String name, long seed) {
    var specs = new TreeMap<String, Map<String, Object>>();
    specs.put("virtualGateway/" + GATEWAY, gateway(seed));
    put(specs, "", SpecShapes.MESH_SPEC);
    for (int i = random.nextInt(8); i >= 0; i--) {
      put(specs, "virtualGateway/gw/gatewayRoute/g" + i, GatewayRouteShapes.SPEC);
    }
    for (var service : SERVICES.subList(0, 4)) {
      put(specs, "virtualService/" + service, RouteShapes.SERVICE_SPEC);
    }
    for (var router : ROUTERS.subList(0, 2)) {
      put(specs, "virtualRouter/" + router, RouteShapes.ROUTER_SPEC);
      for (int i = random.nextInt(5); i > 0; i--) {
        put(specs, "virtualRouter/" + router + "/route/r" + i, RouteShapes.SPEC);
      }
    }
    NODES.subList(0, 4).forEach(node -> put(specs, "virtualNode/" + node, NodeShapes.SPEC));
    return new MeshResources(name, specs);
  }

  /** One whose ports are those that routes name. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> gateway(long seed) {
    var gateway = new RandomSpecs(seed).valid();
    var ports = PORTS.iterator();
    for (var listener : (List<Map<String, Object>>) gateway.getOrDefault("listeners", List.of())) {
      ((Map<String, Object>) listener.getOrDefault("portMapping", Map.of()))
          .put("port", ports.next());
    }
    return gateway;
  }

  @SuppressWarnings("unchecked")
  private void put(Map<String, Map<String, Object>> specs, String path, Shape shape) {
    specs.put(path, (Map<String, Object>) value("", shape));
  }

  private Object value(String member, Shape shape) {
    return switch (shape) {
      case Shape.Structure structure -> structure(structure);
      case Shape.ListOf list -> {
        var items = new ArrayList<>();
        for (int i = Math.max(list.min(), random.nextInt(3)); i > 0; i--) {
          items.add(value(member, list.element()));
        }
        yield items;
      }
      case Shape.Flag _ -> random.nextBoolean();
      case Shape.Choice choice -> pick(choice.values());
      case Shape.Whole whole -> whole(member, whole);
      case Shape.Text text -> text(member, text);
      case Shape.Pattern _, Shape.Scalar _ -> "x";
    };
  }

  private Map<String, Object> structure(Shape.Structure structure) {
    var object = new LinkedHashMap<String, Object>();
    var only = structure.oneOf().isEmpty() ? "" : pick(List.copyOf(structure.oneOf()));
    structure
        .members()
        .forEach(
            (name, shape) -> {
              var isIn =
                  structure.oneOf().contains(name)
                      ? name.equals(only)
                      : structure.required().contains(name) || random.nextBoolean();
              if (isIn) {
                object.put(name, value(name, shape));
              }
            });
    return object;
  }

  private long whole(String member, Shape.Whole whole) {
    if (member.equals("port")) {
      return pick(PORTS);
    }
    return switch (random.nextInt(6)) {
      case 0 -> whole.min();
      case 1 -> whole.max();
      default -> random.nextLong(Math.max(-99, whole.min()), Math.min(whole.max(), 99_999) + 1);
    };
  }

  private String text(String member, Shape.Text text) {
    return switch (member) {
      case "virtualServiceName" -> pick(SERVICES);
      case "virtualRouterName" -> pick(ROUTERS);
      case "virtualNodeName", "virtualNode" -> pick(NODES);
      case "regex" -> pick(REGEXES);
      case "prefix", "path" -> "/" + letters(random.nextInt(4));
      case "httpRetryEvents" -> pick(List.of("server-error", "client-error", "stream-error", "x"));
      case "exact", "suffix" -> random.nextBoolean() ? pick(HOSTS) : letters(1 + random.nextInt(5));
      default -> letters(Math.max(text.min(), random.nextInt(Math.min(text.max(), 8))));
    };
  }

  private String letters(int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      // A line break now and then, since most of what has one is left out.
      text.append(random.nextInt(200) == 0 ? "\n" : pick(LETTERS));
    }
    return text.toString();
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
