// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.RandomSpecs;
import dev.operators.appmesh.envoy.LogFormat;
import dev.operators.appmesh.manifest.Documents;
import dev.operators.appmesh.migrate.envoy.EnvoyExport;
import dev.operators.appmesh.migrate.envoy.EnvoySettings;
import dev.operators.appmesh.migrate.gatewayapi.GatewayApiExport;
import dev.operators.appmesh.migrate.gatewayapi.GatewaySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway to export, with what is said of its backends.
 *
 * @param name of the case
 * @param gateway it
 * @param backends the value of {@code --backend}, empty for none
 */
public record ExportCase(String name, SourceGateway gateway, String backends) {

  private static final Path SPECS = Path.of("src/test/resources/specs");
  private static final Path MANIFESTS = Path.of("src/test/resources/export");
  private static final String FLAGS = "# --backend ";

  /** The published specs, without backends, and the manifests of this test. */
  public static List<ExportCase> all() {
    var cases = new ArrayList<ExportCase>();
    for (var file : files(SPECS, "*.json")) {
      cases.add(published(file));
    }
    for (var file : files(MANIFESTS, "*.yaml")) {
      cases.add(of(file));
    }
    return cases;
  }

  /** Specs at random, the same ones for the same seed. */
  public static List<ExportCase> random(long seed, int count) {
    var specs = new RandomSpecs(seed);
    var cases = new ArrayList<ExportCase>();
    for (int i = 0; i < count; i++) {
      cases.add(of("random-" + i, specs.valid()));
    }
    return cases;
  }

  /** One that logs all that {@link LogFormat} believes Envoy to know. */
  public static ExportCase withEveryLogOperator() {
    var format = new StringBuilder();
    LogFormat.OPERATORS.forEach(operator -> format.append('%').append(operator).append('%'));
    var file = Map.of("path", "/dev/null", "format", Map.of("text", format.toString()));
    var listener = Map.of("portMapping", Map.of("port", 80, "protocol", "http"));
    var logging = Map.of("accessLog", Map.of("file", file));
    return of("operators", Map.of("listeners", List.of(listener), "logging", logging));
  }

  /** That of a manifest, whose first line says what is behind it. */
  public static ExportCase of(Path file) {
    var flags = text(file).lines().findFirst().orElseThrow();
    return new ExportCase(
        name(file), gateway(file), flags.startsWith(FLAGS) ? flags.substring(FLAGS.length()) : "");
  }

  /** The one of that name. */
  public static ExportCase named(String name) {
    return all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /** The same with other backends. */
  public ExportCase with(String otherBackends) {
    return new ExportCase(name, gateway, otherBackends);
  }

  /** As bootstrap of an Envoy. */
  public Exported envoy() {
    return envoy(null);
  }

  /** As bootstrap of an Envoy that takes secrets from a socket. */
  public Exported envoy(@Nullable String sdsSocket) {
    return EnvoyExport.of(
        gateway, new EnvoySettings(parsed(backends), "/etc/envoy/certs", sdsSocket));
  }

  /** As Gateway; prefixes are for an Envoy. */
  public Exported gatewayApi() {
    return GatewayApiExport.of(
        gateway, new GatewaySettings("eg", parsed(backends.replaceAll(",prefix=[^,]*", "")), null));
  }

  private static List<ExportBackend> parsed(String backends) {
    return Backends.parse(backends.isEmpty() ? List.of() : List.of(backends.split(",")));
  }

  private static ExportCase published(Path file) {
    try {
      return of(name(file), new JsonMapper().readValue(text(file), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExportCase of(String name, Map<String, Object> spec) {
    var complete = new LinkedHashMap<>(spec);
    complete.put("meshName", "apps");
    var metadata = Map.of("name", name, "namespace", "default");
    var resource = Map.<String, Object>of("metadata", metadata, "spec", complete);
    return new ExportCase(name, SourceGateway.of(resource), "");
  }

  private static SourceGateway gateway(Path file) {
    var documents = new Documents(InputStream.nullInputStream()).read(file.toString());
    return GatewayManifests.of(documents).gateways().getFirst();
  }

  private static List<Path> files(Path folder, String glob) {
    try (var files = Files.newDirectoryStream(folder, glob)) {
      var sorted = new ArrayList<Path>();
      files.forEach(sorted::add);
      sorted.sort(null);
      return sorted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("\\.[a-z]+$", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
