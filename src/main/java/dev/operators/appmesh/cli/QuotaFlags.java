// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.settings.Quota;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags of the endpoint for quotas. */
final class QuotaFlags {

  private static final int MOST = 1_000_000;

  @Option(
      names = "--aws-quotas",
      description =
          "Enforce AWS's default quotas: 15 meshes, 3 virtual gateways per mesh, 10 gateway routes"
              + " per virtual gateway, 200 virtual nodes, routers and services per mesh, 50 routes"
              + " per virtual router, 50 backends per virtual node. Default: no quotas.")
  private boolean aws;

  @Option(
      names = "--quota",
      paramLabel = "NAME=N",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "Quota for meshes-per-account, virtual-gateways-per-mesh,"
              + " gateway-routes-per-virtual-gateway, virtual-nodes-per-mesh,"
              + " backends-per-virtual-node, virtual-routers-per-mesh, routes-per-virtual-router or"
              + " virtual-services-per-mesh; repeatable.")
  private Map<String, Integer> own = new LinkedHashMap<>();

  /** What is wrong with these flags; empty if they are valid. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    var names = Arrays.stream(Quota.values()).map(Quota::text).toList();
    own.forEach(
        (name, number) -> {
          if (!names.contains(name)) {
            problems.add(
                "--quota: unknown quota %s; valid are %s"
                    .formatted(name, String.join(", ", names)));
          } else if (number < 0 || number > MOST) {
            problems.add("--quota %s must be from 0 to %d, not %d".formatted(name, MOST, number));
          }
        });
    return problems;
  }

  /** The quotas that are set. */
  Map<Quota, Integer> quotas() {
    var quotas = new EnumMap<Quota, Integer>(Quota.class);
    for (var quota : Quota.values()) {
      var number = own.getOrDefault(quota.text(), aws ? quota.standard() : -1);
      if (number >= 0) {
        quotas.put(quota, number);
      }
    }
    return quotas;
  }
}
