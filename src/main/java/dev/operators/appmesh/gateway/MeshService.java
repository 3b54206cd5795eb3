// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.ListedMesh;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service that holds virtual gateways. Every method is one operation of the App Mesh API. It
 * waits until the rate limit permits the call, then blocks for at most the client's timeout, and
 * throws {@link MeshFailure}.
 */
public interface MeshService {

  /**
   * The current gateway; empty if there is none, or only a deleted one (DescribeVirtualGateway).
   */
  Optional<ObservedGateway> describe(GatewayKey key);

  /**
   * Creates the gateway (CreateVirtualGateway). The same token and content return the same gateway.
   */
  ObservedGateway create(GatewayKey key, SpecTree spec, Tags tags, ClientToken token);

  /** Replaces the gateway's spec (UpdateVirtualGateway). */
  ObservedGateway update(GatewayKey key, SpecTree spec, ClientToken token);

  /** Deletes the gateway (DeleteVirtualGateway). Succeeds also if it does not exist. */
  void delete(GatewayKey key);

  /** All meshes that the account can see, own and shared ones (ListMeshes, all pages of 100). */
  List<ListedMesh> meshes();

  /**
   * All gateways of the mesh (ListVirtualGateways, all pages of 100).
   *
   * @param meshOwner account that owns the mesh; null for the caller's own
   */
  List<ListedGateway> list(String meshName, @Nullable String meshOwner);

  /**
   * Names of the gateway's routes, in the order of the service (ListGatewayRoutes, all pages of
   * 100).
   */
  List<String> routes(GatewayKey key);

  /** All tags of the resource (ListTagsForResource, all pages). */
  Tags tags(String arn);

  /** Adds tags and overwrites those with the same key (TagResource). */
  void tag(String arn, Tags tags);

  /** Removes tags (UntagResource). */
  void untag(String arn, Set<String> keys);
}
