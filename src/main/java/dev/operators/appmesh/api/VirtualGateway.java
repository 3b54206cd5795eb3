// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual gateway of AWS App Mesh.
 *
 * <p>The spec is kept as the stored JSON tree, so that every stored object can be read and no
 * member is lost; its schema is that of {@link VirtualGatewaySpec}.
 */
@Group("appmesh.operators.dev")
@Version("v1beta1")
@Kind("VirtualGateway")
@Plural("virtualgateways")
@Singular("virtualgateway")
@ShortNames("vgw")
@Categories("appmesh")
@SchemaSwap(
    originalType = VirtualGateway.class,
    fieldName = "spec",
    targetType = VirtualGatewaySpec.class)
@ValidationRule(
    value = "has(self.spec.virtualGatewayName) || !self.metadata.name.contains('.')",
    message =
        "metadata.name contains a dot, which App Mesh does not take in names:"
            + " set spec.virtualGatewayName",
    fieldPath = ".spec.virtualGatewayName",
    reason = "FieldValueRequired")
@ValidationRule(
    value =
        "(has(self.spec.virtualGatewayName) ? self.spec.virtualGatewayName : self.metadata.name) =="
            + " (has(oldSelf.spec.virtualGatewayName) ? oldSelf.spec.virtualGatewayName :"
            + " oldSelf.metadata.name)",
    message =
        "virtualGatewayName cannot be changed: write the old name, or make a new VirtualGateway",
    fieldPath = ".spec.virtualGatewayName")
@AdditionalPrinterColumn(name = "MESH", jsonPath = ".spec.meshName")
@AdditionalPrinterColumn(name = "STATUS", jsonPath = ".status.status")
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "REASON",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "ARN", jsonPath = ".status.arn", priority = 1)
@AdditionalPrinterColumn(
    name = "VERSION",
    jsonPath = ".status.version",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
public final class VirtualGateway extends CustomResource<Map<String, Object>, VirtualGatewayStatus>
    implements Namespaced {

  /** For deserialization: a resource with neither spec nor status. */
  public VirtualGateway() {}

  @Override
  @Required
  @JsonPropertyDescription(
      "The desired gateway: the members of App Mesh's VirtualGatewaySpec, the mesh and name that"
          + " identify the gateway, its tags, and how this operator manages it.")
  public Map<String, Object> getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What the operator found and did. Written only by the operator.")
  public VirtualGatewayStatus getStatus() {
    return super.getStatus();
  }

  // The superclass would look for constructors, which a tree and a record do not have.
  @Override
  protected @Nullable Map<String, Object> initSpec() {
    return null;
  }

  @Override
  protected @Nullable VirtualGatewayStatus initStatus() {
    return null;
  }
}
