// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/**
 * How the operator reads the objects of the cluster. It keeps each resource in memory, and most of
 * one are {@code metadata.managedFields} and what kubectl last applied, which nothing here reads:
 * they are left out before they are stored. The API server keeps them, since resources are only
 * patched.
 */
public final class ClusterSerialization {

  private ClusterSerialization() {}

  /** Leaves out what the operator has no use for, and knows no types but those it is asked for. */
  public static KubernetesSerialization create() {
    // By default each thread keeps buffers of its own, and a pass is a thread that may wait long.
    var buffers = JsonRecyclerPools.newConcurrentDequePool();
    var mapper = new ObjectMapper(JsonFactory.builder().recyclerPool(buffers).build());
    mapper.addMixIn(ObjectMeta.class, KeptMetadata.class);
    return new KubernetesSerialization(mapper, false);
  }

  @JsonIgnoreProperties("managedFields")
  interface KeptMetadata {

    @JsonDeserialize(converter = KeptAnnotations.class)
    void setAnnotations(Map<String, String> annotations);
  }

  private static final class KeptAnnotations
      extends StdConverter<Map<String, String>, Map<String, String>> {

    @Override
    public Map<String, String> convert(Map<String, String> annotations) {
      annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
      return annotations;
    }
  }
}
