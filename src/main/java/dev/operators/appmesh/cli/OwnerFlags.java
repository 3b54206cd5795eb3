// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.ops.OwnerMarks;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags that say what the operator writes into the tags of every gateway. */
final class OwnerFlags {

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description =
          "Id of this cluster in the tags that mark gateways as ours. Default: run takes the uid of"
              + " namespace kube-system; plan goes by namespace and name alone.")
  private @Nullable String clusterId;

  @Option(
      names = "--resource-tag",
      split = ",",
      paramLabel = "KEY=VALUE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Tag of every gateway whose resource has none with that key; repeatable. %%NAMESPACE%%"
              + " and %%NAME%% in the value stand for the resource's. Default: none.")
  private Map<String, String> resourceTags = Map.of();

  OwnerMarks marks() {
    return new OwnerMarks(clusterId, resourceTags);
  }
}
