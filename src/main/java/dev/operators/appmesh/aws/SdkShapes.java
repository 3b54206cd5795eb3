// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import software.amazon.awssdk.services.appmesh.model.TagRef;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayData;

/** Converts tags and gateways between the domain's types and the SDK's. */
final class SdkShapes {

  private SdkShapes() {}

  static TagRef[] tagRefs(Tags tags) {
    return tags.values().entrySet().stream()
        .map(tag -> TagRef.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toArray(TagRef[]::new);
  }

  static ObservedGateway observed(GatewayKey key, VirtualGatewayData data) {
    var metadata = data.metadata();
    return new ObservedGateway(
        key,
        metadata.arn(),
        metadata.uid(),
        metadata.version(),
        metadata.meshOwner(),
        metadata.resourceOwner(),
        metadata.createdAt(),
        metadata.lastUpdatedAt(),
        data.status().statusAsString(),
        SdkTranslation.toTree(data.spec()));
  }
}
