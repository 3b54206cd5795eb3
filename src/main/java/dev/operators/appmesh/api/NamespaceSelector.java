// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.operators.appmesh.model.LabelSelector;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Namespaces by their labels, as Kubernetes' own metav1.LabelSelector says it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NamespaceSelector(
    @JsonPropertyDescription("Conditions that all must hold, at most 16.") @Size(max = 16)
        @Nullable List<Requirement> matchExpressions,
    @JsonPropertyDescription(
            "Labels that the namespace must have, with these values, at most 16. Kubernetes gives"
                + " each namespace the label kubernetes.io/metadata.name.")
        @Nullable Map<String, String> matchLabels) {

  /** A condition on one label. */
  @JsonIgnoreProperties(ignoreUnknown = true)
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
