// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

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
record Policies(boolean manage, boolean adoptUnowned, boolean retain, boolean correctDrift) {

  /** What holds where a resource says nothing. */
  static final Policies DEFAULT = new Policies(true, false, false, true);

  private static final Policies CAREFUL = new Policies(false, false, true, false);

  static Policies of(VirtualGateway resource) {
    Map<String, Object> spec = resource.getSpec();
    var management = spec == null ? null : spec.get("management");
    if (management == null) {
      return DEFAULT;
    }
    if (!(management instanceof Map<?, ?> words)) {
      return CAREFUL;
    }
    return new Policies(
        isDefault(words.get("mode"), "Manage"),
        "IfUnowned".equals(words.get("adoptionPolicy")),
        !isDefault(words.get("deletionPolicy"), "Delete"),
        isDefault(words.get("driftPolicy"), "Correct"));
  }

  private static boolean isDefault(@Nullable Object word, String defaultWord) {
    return word == null || word.equals(defaultWord);
  }
}
