// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.ConnectionSettings.Role;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.EndpointUrl;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads connections. What the API server has checked is not checked again; but a connection may be
 * older than the rules it is read by, so whatever cannot be read is named.
 *
 * @param keys the access key in the Secret of a name
 * @param allowPlainHttp whether plain http may leave the machine
 */
record ConnectionReader(Function<String, KeySecrets.Reading> keys, boolean allowPlainHttp) {

  /** What a connection says, or why that cannot be used. */
  sealed interface Reading {
    /** It can be used. */
    record Legible(ConnectionSettings settings) implements Reading {}

    /** It cannot; the problem names the member. */
    record Illegible(String problem) implements Reading {}
  }

  Reading read(AppMeshConnection connection) {
    try {
      Map<String, Object> spec = connection.getSpec();
      if (spec == null || text(spec, "region", "spec.") == null) {
        throw new IllegalArgumentException("spec.region is missing");
      }
      return new Reading.Legible(
          new ConnectionSettings(
              text(spec, "region", "spec."),
              endpoint(text(spec, "endpointUrl", "spec.")),
              credentials(spec.get("credentials")),
              role(spec.get("assumeRole")),
              rate(spec, "maxReadRate"),
              rate(spec, "maxWriteRate")));
    } catch (IllegalArgumentException e) {
      return new Reading.Illegible(String.valueOf(e.getMessage()));
    }
  }

  /** The Secret that a connection names; null for none. */
  static @Nullable String secretName(AppMeshConnection connection) {
    Map<String, Object> spec = connection.getSpec();
    return spec != null
            && spec.get("credentials") instanceof Map<?, ?> credentials
            && credentials.get("secretName") instanceof String name
        ? name
        : null;
  }

  private @Nullable URI endpoint(@Nullable String text) {
    if (text == null) {
      return null;
    }
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("spec.endpointUrl is no URL: " + text, e);
    }
    EndpointUrl.problem(url, allowPlainHttp)
        .ifPresent(
            it -> {
              throw new IllegalArgumentException("spec.endpointUrl " + it);
            });
    return url;
  }

  private Credentials credentials(@Nullable Object value) {
    if (value == null) {
      return new Credentials.Own();
    }
    var credentials = members(value, "spec.credentials");
    var secretName = text(credentials, "secretName", "spec.credentials.");
    var roleArn = text(credentials, "webIdentityRoleArn", "spec.credentials.");
    if (secretName == null && roleArn != null) {
      return new Credentials.WebIdentity(roleArn);
    }
    if (secretName == null || roleArn != null) {
      throw new IllegalArgumentException(
          "spec.credentials needs secretName or webIdentityRoleArn, and not both");
    }
    return switch (keys.apply(secretName)) {
      case KeySecrets.Reading.Found(var key) -> key;
      case KeySecrets.Reading.Missing(var problem) -> throw new IllegalArgumentException(problem);
    };
  }

  private static @Nullable Role role(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    var role = members(value, "spec.assumeRole");
    var arn = text(role, "roleArn", "spec.assumeRole.");
    if (arn == null) {
      throw new IllegalArgumentException("spec.assumeRole.roleArn is missing");
    }
    return new Role(arn, text(role, "externalId", "spec.assumeRole."));
  }

  private static double rate(Map<String, Object> spec, String member) {
    return switch (spec.get(member)) {
      case null -> 0;
      case Number rate when rate.doubleValue() >= 0 -> rate.doubleValue();
      default -> throw new IllegalArgumentException("spec." + member + " must be 0 or more");
    };
  }

  private static Map<?, ?> members(Object value, String path) {
    if (value instanceof Map<?, ?> members) {
      return members;
    }
    throw new IllegalArgumentException(path + " must be an object");
  }

  private static @Nullable String text(Map<?, ?> members, String member, String path) {
    return switch (members.get(member)) {
      case null -> null;
      case String text -> text;
      default -> throw new IllegalArgumentException(path + member + " must be a string");
    };
  }
}
