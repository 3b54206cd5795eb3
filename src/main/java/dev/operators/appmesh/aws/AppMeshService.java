// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.Priority;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.GatewayRouteRef;
import software.amazon.awssdk.services.appmesh.model.NotFoundException;

/** A mesh service behind the AWS SDK; the SDK's only caller. */
public final class AppMeshService implements MeshService {

  /** The maximum page size of ListMeshes, ListVirtualGateways and ListGatewayRoutes. */
  private static final int PAGE = 100;

  private final AppMeshClient client;
  private final SdkCalls calls;

  /**
   * @param client the caller closes it
   * @param priority of all calls of this instance
   */
  public AppMeshService(AppMeshClient client, Priority priority) {
    this.client = client;
    calls = new SdkCalls(priority);
  }

  @Override
  public Optional<ObservedGateway> describe(GatewayKey key) {
    return calls.make(
        "DescribeVirtualGateway",
        () -> {
          try {
            var answer =
                client.describeVirtualGateway(
                    request ->
                        request
                            .meshName(key.meshName())
                            .meshOwner(key.meshOwner())
                            .virtualGatewayName(key.name()));
            return Optional.of(SdkTranslation.observed(key, answer.virtualGateway()))
                .filter(gateway -> !gateway.status().equals("DELETED"));
          } catch (NotFoundException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public ObservedGateway create(GatewayKey key, SpecTree spec, Tags tags, ClientToken token) {
    return calls.make(
        "CreateVirtualGateway",
        () ->
            SdkTranslation.observed(
                key,
                client
                    .createVirtualGateway(
                        request ->
                            request
                                .meshName(key.meshName())
                                .meshOwner(key.meshOwner())
                                .virtualGatewayName(key.name())
                                .spec(SdkTranslation.toSdk(spec))
                                .tags(SdkTranslation.tagRefs(tags))
                                .clientToken(token.value()))
                    .virtualGateway()));
  }

  @Override
  public ObservedGateway update(GatewayKey key, SpecTree spec, ClientToken token) {
    return calls.make(
        "UpdateVirtualGateway",
        () ->
            SdkTranslation.observed(
                key,
                client
                    .updateVirtualGateway(
                        request ->
                            request
                                .meshName(key.meshName())
                                .meshOwner(key.meshOwner())
                                .virtualGatewayName(key.name())
                                .spec(SdkTranslation.toSdk(spec))
                                .clientToken(token.value()))
                    .virtualGateway()));
  }

  @Override
  public void delete(GatewayKey key) {
    calls.make(
        "DeleteVirtualGateway",
        () -> {
          try {
            return client.deleteVirtualGateway(
                request ->
                    request
                        .meshName(key.meshName())
                        .meshOwner(key.meshOwner())
                        .virtualGatewayName(key.name()));
          } catch (NotFoundException e) {
            return e;
          }
        });
  }

  @Override
  public List<ListedMesh> meshes() {
    return calls.make(
        "ListMeshes",
        () ->
            client.listMeshesPaginator(request -> request.limit(PAGE)).meshes().stream()
                .map(mesh -> new ListedMesh(mesh.meshName(), mesh.meshOwner()))
                .toList());
  }

  @Override
  public List<ListedGateway> list(String meshName, @Nullable String meshOwner) {
    return calls.make(
        "ListVirtualGateways",
        () ->
            client
                .listVirtualGatewaysPaginator(
                    request -> request.meshName(meshName).meshOwner(meshOwner).limit(PAGE))
                .virtualGateways()
                .stream()
                .map(it -> new ListedGateway(it.arn(), it.version(), it.createdAt()))
                .toList());
  }

  @Override
  public List<String> routes(GatewayKey key) {
    return calls.make(
        "ListGatewayRoutes",
        () ->
            client
                .listGatewayRoutesPaginator(
                    request ->
                        request
                            .meshName(key.meshName())
                            .meshOwner(key.meshOwner())
                            .virtualGatewayName(key.name())
                            .limit(PAGE))
                .gatewayRoutes()
                .stream()
                .map(GatewayRouteRef::gatewayRouteName)
                .toList());
  }

  @Override
  public Tags tags(String arn) {
    return calls.make(
        "ListTagsForResource",
        () -> {
          var tags = new TreeMap<String, String>();
          client
              .listTagsForResourcePaginator(request -> request.resourceArn(arn))
              .tags()
              .forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
          return new Tags(tags);
        });
  }

  @Override
  public void tag(String arn, Tags tags) {
    calls.make(
        "TagResource",
        () ->
            client.tagResource(
                request -> request.resourceArn(arn).tags(SdkTranslation.tagRefs(tags))));
  }

  @Override
  public void untag(String arn, Set<String> keys) {
    calls.make(
        "UntagResource",
        () -> client.untagResource(request -> request.resourceArn(arn).tagKeys(keys)));
  }
}
