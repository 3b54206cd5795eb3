// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSerializationTest {

  private static final String STORED =
      """
      {"apiVersion": "appmesh.operators.dev/v1beta1", "kind": "VirtualGateway",
       "metadata": {"name": "ingress", "uid": "1", "labels": {"team": "edge"},
         "annotations": {"owner": "edge",
           "kubectl.kubernetes.io/last-applied-configuration": "{}"},
         "managedFields": [{"manager": "kubectl", "operation": "Update",
           "fieldsV1": {"f:spec": {"f:meshName": {}}}}]},
       "spec": {"meshName": "apps"}}
      """;

  @Test
  void managedFieldsAndWhatKubectlLastAppliedAreNeitherKeptNorSent() {
    var serialization = ClusterSerialization.create();
    var read = serialization.unmarshal(STORED, VirtualGateway.class);

    assertThat(read.getMetadata().getManagedFields()).isEmpty();
    assertThat(read.getMetadata().getAdditionalProperties()).isEmpty();
    assertThat(read.getMetadata().getUid()).isEqualTo("1");
    assertThat(read.getMetadata().getLabels()).containsEntry("team", "edge");
    assertThat(read.getMetadata().getAnnotations()).isEqualTo(Map.of("owner", "edge"));
    assertThat(read.getSpec()).containsEntry("meshName", "apps");
    assertThat(serialization.asJson(read)).doesNotContain("managedFields");
  }

  @Test
  void annotationsMayBeMissing() {
    var read =
        ClusterSerialization.create()
            .unmarshal("{\"metadata\": {\"annotations\": null}}", VirtualGateway.class);

    assertThat(read.getMetadata().getAnnotations()).isNullOrEmpty();
  }
}
