// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of a JSON object in a request. The methods throw {@link ApiError} for members of a
 * wrong type and for required members that are absent.
 *
 * @param path path of the object in the request, with a dot at its end; empty for the whole body
 * @param values the members
 */
public record JsonMembers(String path, Map<String, Object> values) {

  /** Rejects members other than {@code known}. */
  public void only(Set<String> known) {
    var unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw ApiError.badRequest("Unknown member: " + path + unknown.first());
    }
  }

  /** A string. */
  public Optional<String> string(String name) {
    return member(name, String.class, "a string");
  }

  /** A required string. */
  public String requiredString(String name) {
    return required(name, string(name));
  }

  /** A list. */
  public Optional<List<?>> list(String name) {
    return member(name, List.class, "a list").map(list -> (List<?>) list);
  }

  /** A required list. */
  public List<?> requiredList(String name) {
    return required(name, list(name));
  }

  /** An object. */
  public Optional<JsonMembers> structure(String name) {
    return member(name, Map.class, "an object").map(object -> of(path + name + ".", object));
  }

  /** A required object. */
  public JsonMembers requiredStructure(String name) {
    return required(name, structure(name));
  }

  /** A required value of any type. */
  public Object required(String name) {
    return required(name, Optional.ofNullable(values.get(name)));
  }

  /** The members of {@code value}, which must be an object. */
  public static JsonMembers of(String path, Object value) {
    if (!(value instanceof Map<?, ?>)) {
      throw ApiError.badRequest(path.substring(0, path.length() - 1) + " must be an object.");
    }
    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    var object = (Map<String, Object>) value;
    return new JsonMembers(path, object);
  }

  private <T> Optional<T> member(String name, Class<T> type, String inWords) {
    var value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw ApiError.badRequest(path + name + " must be " + inWords + ".");
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  private <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> ApiError.badRequest(path + name + " is required."));
  }
}
