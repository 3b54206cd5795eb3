// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Reads a status member by member and omits those that cannot be read: one stored object with a
 * different status must not stop the informer that all others depend on.
 */
final class LenientStatus extends JsonDeserializer<VirtualGatewayStatus> {

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(VirtualGatewayStatus.class, Plain.class)
          .build();

  @JsonDeserialize(using = JsonDeserializer.None.class)
  private static final class Plain {}

  @Override
  public VirtualGatewayStatus deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode found = parser.readValueAsTree();
    var readable = STRICT.createObjectNode();
    for (var member : found.properties()) {
      var alone = STRICT.createObjectNode().set(member.getKey(), member.getValue());
      if (isReadable(alone)) {
        readable.set(member.getKey(), member.getValue());
      }
    }
    return STRICT.treeToValue(readable, VirtualGatewayStatus.class);
  }

  private static boolean isReadable(JsonNode status) {
    try {
      STRICT.treeToValue(status, VirtualGatewayStatus.class);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
