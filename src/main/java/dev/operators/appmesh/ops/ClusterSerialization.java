// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * How the operator reads the objects of the cluster. It keeps each resource in memory, and most of
 * one is {@code metadata.managedFields}, which nothing here reads: they are left out before they
 * are stored. Where they are left out of what is sent, the API server keeps its own.
 */
public final class ClusterSerialization {

  private ClusterSerialization() {}

  /** Leaves out what the operator has no use for, and knows no types but those it is asked for. */
  public static KubernetesSerialization create() {
    // By default each thread keeps its buffers, and each pass, which may wait for long, has its
    // own.
    var buffers = JsonRecyclerPools.newConcurrentDequePool();
    var mapper = new ObjectMapper(JsonFactory.builder().recyclerPool(buffers).build());
    mapper.addMixIn(ObjectMeta.class, WithoutManagedFields.class);
    return new KubernetesSerialization(mapper, false);
  }

  @JsonIgnoreProperties("managedFields")
  private interface WithoutManagedFields {}
}
