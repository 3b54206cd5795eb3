// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts JSON to maps, lists, strings, longs, doubles and booleans without nulls, and back. */
public final class JsonCodec {
  private static final int MAX_DEPTH = 32;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private JsonCodec() {}

  /** Parses an object; an empty text is an empty object. Throws {@link ApiError} for other JSON. */
  public static Map<String, Object> parse(byte[] text) {
    if (text.length == 0) {
      return Map.of();
    }
    Object parsed;
    try {
      parsed = MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw ApiError.badRequest("The request body is not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ApiError.badRequest("The request body is not valid JSON.");
    }
    if (!(parsed instanceof Map<?, ?> object)) {
      throw ApiError.badRequest("The request body must be a JSON object.");
    }
    return members(object);
  }

  /** {@code value} as JSON with its members in alphabetical order. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> members(Map<?, ?> object) {
    var members = new LinkedHashMap<String, Object>();
    object.forEach(
        (name, value) -> {
          if (value != null) {
            members.put(text((String) name), normal(value));
          }
        });
    return Collections.unmodifiableMap(members);
  }

  private static Object normal(@Nullable Object value) {
    return switch (value) {
      case null -> throw ApiError.badRequest("A list in the request body contains null.");
      case Map<?, ?> object -> members(object);
      case List<?> list -> list.stream().map(JsonCodec::normal).toList();
      case String text -> text(text);
      case Integer number -> number.longValue();
      case Double number when number == Math.rint(number) && Math.abs(number) < 1L << 53 ->
          number.longValue();
      case BigInteger number ->
          throw ApiError.badRequest("A number in the request body is out of range: " + number);
      default -> value;
    };
  }

  /** A lone surrogate could be stored, but not be encoded again. */
  private static String text(String text) {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw ApiError.badRequest("A string in the request body is not valid Unicode.");
    }
    return text;
  }
}
