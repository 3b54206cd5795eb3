// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.generator.annotation.Required;
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
 * A connection to an account and region of App Mesh, or to another endpoint, and the namespaces
 * that may use it. It is cluster-scoped, since it belongs to the administrators of the cluster.
 *
 * <p>It has no status: the gateways that use it show whether it works. The spec is kept as the
 * stored JSON tree, as that of {@link VirtualGateway} is; its schema is that of {@link
 * AppMeshConnectionSpec}.
 */
@Group("appmesh.operators.dev")
@Version("v1beta1")
@Kind("AppMeshConnection")
@Plural("appmeshconnections")
@Singular("appmeshconnection")
@ShortNames("amc")
@Categories("appmesh")
@SchemaSwap(
    originalType = AppMeshConnection.class,
    fieldName = "spec",
    targetType = AppMeshConnectionSpec.class)
@AdditionalPrinterColumn(name = "REGION", jsonPath = ".spec.region")
@AdditionalPrinterColumn(name = "ROLE", jsonPath = ".spec.assumeRole.roleArn")
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "ENDPOINT", jsonPath = ".spec.endpointUrl", priority = 1)
@AdditionalPrinterColumn(name = "SECRET", jsonPath = ".spec.credentials.secretName", priority = 1)
@AdditionalPrinterColumn(
    name = "WEB-IDENTITY",
    jsonPath = ".spec.credentials.webIdentityRoleArn",
    priority = 1)
public final class AppMeshConnection extends CustomResource<Map<String, Object>, Void> {

  /** For deserialization: a resource without a spec. */
  public AppMeshConnection() {}

  @Override
  @Required
  @JsonPropertyDescription(
      "Where App Mesh is called, as whom, how often, and for which namespaces.")
  public Map<String, Object> getSpec() {
    return super.getSpec();
  }

  // The superclass would look for a constructor, which a tree does not have.
  @Override
  protected @Nullable Map<String, Object> initSpec() {
    return null;
  }
}
