// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store.Content;
import java.time.Instant;

/** A creation or an update: what to store, decided on what is stored. */
@FunctionalInterface
interface Change {
  Resource apply(Content content, Instant now);
}
