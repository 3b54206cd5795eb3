// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.api.Management.AdoptionPolicy;
import dev.operators.appmesh.api.Management.DeletionPolicy;
import dev.operators.appmesh.api.Management.DriftPolicy;
import dev.operators.appmesh.api.Management.Mode;
import dev.operators.appmesh.api.VirtualGateway;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a resource permits, from {@code spec.management}. A word that we do not know means the most
 * careful choice.
 *
 * @param manage whether mutating calls are permitted at all
 * @param adoptUnowned whether a gateway without an owner may become ours
 * @param retain whether the gateway outlives its resource
 * @param correctDrift whether changes made behind our back are undone
 */
public record Policies(boolean manage, boolean adoptUnowned, boolean retain, boolean correctDrift) {

  /** What holds where a resource says nothing. */
  public static final Policies DEFAULT = new Policies(true, false, false, true);

  private static final Policies CAREFUL = new Policies(false, false, true, false);

  /** The policies of a resource. */
  public static Policies of(VirtualGateway resource) {
    Map<String, Object> spec = resource.getSpec();
    var management = spec == null ? null : spec.get("management");
    if (management == null) {
      return DEFAULT;
    }
    if (!(management instanceof Map<?, ?> members)) {
      return CAREFUL;
    }
    return new Policies(
        isOrIsAbsent(Mode.Manage, members.get("mode")),
        AdoptionPolicy.IfUnowned.name().equals(members.get("adoptionPolicy")),
        !isOrIsAbsent(DeletionPolicy.Delete, members.get("deletionPolicy")),
        isOrIsAbsent(DriftPolicy.Correct, members.get("driftPolicy")));
  }

  private static boolean isOrIsAbsent(Enum<?> choice, @Nullable Object value) {
    return value == null || value.equals(choice.name());
  }
}
