// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.operators.appmesh.model.LabelSelector;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Selects namespaces by their labels, in the form of Kubernetes' metav1.LabelSelector. */
public record NamespaceSelector(
    @JsonPropertyDescription("Requirements, all of which must be met; at most 16.") @Size(max = 16)
        @Nullable List<Requirement> matchExpressions,
    @JsonPropertyDescription(
            "Labels and values that the namespace must have, at most 16. Every namespace has the"
                + " label kubernetes.io/metadata.name.")
        @Nullable Map<String, String> matchLabels) {

  /** A requirement for one label. */
  @ValidationRule(
      value = "self.operator in ['In', 'NotIn'] == (has(self.values) && self.values.size() > 0)",
      message =
          "values do not fit the operator: give In and NotIn at least one of them, and Exists and"
              + " DoesNotExist none")
  public record Requirement(
      @JsonPropertyDescription("Key of the label, 1 to 317 characters.")
          @Required
          @Size(min = 1, max = 317)
          String key,
      @JsonPropertyDescription("In, NotIn, Exists or DoesNotExist.")
          @Required
          @SchemaFrom(type = LabelSelector.Operator.class)
          String operator,
      @JsonPropertyDescription("The values of In and NotIn, at most 32.") @Size(max = 32)
          @Nullable List<String> values) {}
}
