// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.AppMeshConnectionSpec;
import dev.operators.appmesh.api.AppMeshConnectionSpec.AssumeRole;
import dev.operators.appmesh.api.AppMeshConnectionSpec.ConnectionCredentials;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.ConnectionSettings.Role;
import dev.operators.appmesh.gateway.EndpointUrl;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of connections. Does not repeat the validation of the API server, but a stored
 * connection may be older than the current definition, so problems are reported with the name of
 * the field.
 *
 * @param keys gets the access key in the Secret of this name
 * @param allowPlainHttp whether plain http to other machines is allowed
 */
record ConnectionReader(Function<String, KeySecrets.Reading> keys, boolean allowPlainHttp) {

  /** The settings of a connection, or the reason why it cannot be used. */
  sealed interface Reading {
    /** The connection can be used. */
    record Legible(ConnectionSettings settings) implements Reading {}

    /** The connection cannot be used. The problem names the field. */
    record Illegible(String problem) implements Reading {}
  }

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              it ->
                  it.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  Reading read(AppMeshConnection connection) {
    Map<String, Object> stored = connection.getSpec();
    try {
      var spec = JSON.convertValue(stored == null ? Map.of() : stored, AppMeshConnectionSpec.class);
      return new Reading.Legible(
          new ConnectionSettings(
              required(spec.region(), "spec.region"),
              endpoint(spec.endpointUrl()),
              credentials(spec.credentials()),
              role(spec.assumeRole()),
              rate(spec.maxReadRate(), "spec.maxReadRate"),
              rate(spec.maxWriteRate(), "spec.maxWriteRate")));
    } catch (IllegalArgumentException e) {
      return new Reading.Illegible(
          e.getCause() instanceof MismatchedInputException mismatch
              ? problem(mismatch)
              : String.valueOf(e.getMessage()));
    }
  }

  private static String problem(MismatchedInputException mismatch) {
    var path = new StringBuilder("spec");
    for (var step : mismatch.getPath()) {
      path.append(
          step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
    }
    var type = mismatch.getTargetType();
    var expected =
        type == String.class
            ? "a string"
            : type == Double.class
                ? "0 or more"
                : type != null && Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    return path + " must be " + expected;
  }

  /** The name of the Secret in a connection; null for none. */
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
      throw new IllegalArgumentException("spec.endpointUrl is not a URL: " + text, e);
    }
    EndpointUrl.problem(url, allowPlainHttp)
        .ifPresent(
            it -> {
              throw new IllegalArgumentException("spec.endpointUrl " + it);
            });
    return url;
  }

  private Credentials credentials(@Nullable ConnectionCredentials source) {
    if (source == null) {
      return new Credentials.Own();
    }
    var secretName = source.secretName();
    var roleArn = source.webIdentityRoleArn();
    if (secretName == null && roleArn != null) {
      return new Credentials.WebIdentity(roleArn);
    }
    if (secretName == null || roleArn != null) {
      throw new IllegalArgumentException(
          "spec.credentials needs secretName or webIdentityRoleArn, and not both");
    }
    return switch (keys.apply(secretName)) {
      case KeySecrets.Reading.Found(var key) -> key;
      case KeySecrets.Reading.Missing _ ->
          throw new IllegalArgumentException(
              "it has no usable access key; who runs the cluster finds the reason in the operator's"
                  + " log");
    };
  }

  private static @Nullable Role role(@Nullable AssumeRole role) {
    return role == null
        ? null
        : new Role(required(role.roleArn(), "spec.assumeRole.roleArn"), role.externalId());
  }

  private static double rate(@Nullable Double rate, String path) {
    if (rate != null && !(rate >= 0)) {
      throw new IllegalArgumentException(path + " must be 0 or more");
    }
    return rate == null ? 0 : rate;
  }

  /** A stored object may lack required members. */
  private static String required(@Nullable String value, String path) {
    if (value == null) {
      throw new IllegalArgumentException(path + " is missing");
    }
    return value;
  }
}
