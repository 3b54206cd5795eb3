// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.settings.Quota;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.rules.RuleBook;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes calls. */
public final class Operations {
  private final Store store;
  private final Clock clock;
  private final Resources resources;
  private final Tagging tagging;

  /**
   * @param account owns the resources
   * @param quotas the maximum number of resources; unlimited for quotas that are not in it
   * @param store holds the resources
   * @param rules for the specs of virtual gateways
   * @param clock for the times in the resources and the age of client tokens
   */
  public Operations(
      Account account, Map<Quota, Integer> quotas, Store store, RuleBook rules, Clock clock) {
    this.store = store;
    // The API shows milliseconds; the stored times must not be more precise.
    this.clock = Clock.tick(clock, Duration.ofMillis(1));
    resources = new Resources(account, quotas, store, new Specs(rules), this.clock);
    tagging = new Tagging(account, store);
  }

  /** Creates the mesh if it does not exist. */
  public void ensureMesh(String name) {
    var mesh = ResourceName.mesh(name);
    store.atomically(
        content -> {
          if (content.find(mesh).isEmpty()) {
            content.put(Resource.created(mesh, Map.of(), Tags.NONE, clock.instant()));
          }
          return mesh;
        });
  }

  /** Executes the call and returns the body of the response; throws {@link ApiError}. */
  public Map<String, @Nullable Object> answer(Call call) {
    return switch (call.operation().action()) {
      case CREATE -> resources.create(call);
      case DESCRIBE -> resources.describe(call);
      case UPDATE -> resources.update(call);
      case DELETE -> resources.delete(call);
      case LIST -> resources.list(call);
      case TAG -> tagging.tag(call);
      case UNTAG -> tagging.untag(call);
      case LIST_TAGS -> tagging.list(call);
    };
  }
}
