// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.ops.OwnerMarks;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags for the tags of every gateway. */
final class OwnerFlags {

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description =
          "ID of this cluster in the ownership tags of gateways. Default: run uses the UID of the"
              + " namespace kube-system; plan compares only namespace and name.")
  private @Nullable String clusterId;

  @Option(
      names = "--resource-tag",
      split = ",",
      paramLabel = "KEY=VALUE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Tag for every gateway whose resource sets none with this key; repeatable. In the value,"
              + " %%NAMESPACE%% and %%NAME%% are replaced by those of the resource. Default: none.")
  private Map<String, String> resourceTags = Map.of();

  OwnerMarks marks() {
    return new OwnerMarks(clusterId, resourceTags);
  }
}
