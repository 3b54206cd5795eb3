// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.programs.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An image whose layers lie in a folder, to be run without a container runtime: in it, absolute
 * paths of the image are paths below that folder.
 *
 * @param root the folder
 * @param config the image's configuration, as OCI's image specification names its members
 */
record UnpackedImage(Path root, JsonNode config) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where Jib puts the program. */
  private static final String APP = "/app/";

  private static final String CACHE_FLAG = "-XX:AOTCache=";

  private static final String CLASS_PATH_FILE = "@" + APP + "jib-classpath-file";

  /** Unpacks a tar of an OCI image layout with one image into an empty folder. */
  static UnpackedImage of(Path tar, Path folder) throws IOException {
    var layout = Files.createDirectories(folder.resolve("layout"));
    var root = Files.createDirectories(folder.resolve("root")).toAbsolutePath();
    Commands.run("tar", "-xf", tar.toString(), "-C", layout.toString());
    var index = JSON.readTree(layout.resolve("index.json").toFile());
    var manifest = blob(layout, index.at("/manifests/0/digest"));
    for (var layer : manifest.get("layers")) {
      var file = blobFile(layout, layer.get("digest"));
      Commands.run("tar", "-xpf", file.toString(), "-C", root.toString(), "--no-same-owner");
    }
    return new UnpackedImage(root, blob(layout, manifest.at("/config/digest")).get("config"));
  }

  private static JsonNode blob(Path layout, JsonNode digest) throws IOException {
    return JSON.readTree(blobFile(layout, digest).toFile());
  }

  private static Path blobFile(Path layout, JsonNode digest) {
    return layout.resolve("blobs").resolve(digest.asText().replace(':', '/'));
  }

  /** The file or folder of the root to which a path in the image leads. */
  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  /** The entry point, as the image has it. */
  List<String> entrypoint() {
    return config.get("Entrypoint").valueStream().map(JsonNode::asText).toList();
  }

  /** The file from which its JVM starts. */
  Path cache() {
    return entrypoint().stream()
        .filter(word -> word.startsWith(CACHE_FLAG))
        .map(word -> at(word.substring(CACHE_FLAG.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The entry point names no cache"));
  }

  /** The same image with an entry point that uses no cache. */
  UnpackedImage withoutCache() {
    var entrypoint = JSON.createArrayNode();
    entrypoint().stream().filter(word -> !word.startsWith(CACHE_FLAG)).forEach(entrypoint::add);
    var changed = config.<ObjectNode>deepCopy();
    changed.set("Entrypoint", entrypoint);
    return new UnpackedImage(root, changed);
  }

  /** The environment, as the image has it. */
  Map<String, String> environment() {
    var environment = new LinkedHashMap<String, String>();
    config
        .path("Env")
        .valueStream()
        .map(pair -> pair.asText().split("=", 2))
        .forEach(pair -> environment.put(pair[0], pair[1]));
    return environment;
  }

  /**
   * Starts its entry point with these arguments, and with no other environment than its own.
   *
   * @param jvm more flags of the JVM, which count more than those of the entry point
   */
  ProcessBuilder command(List<String> jvm, List<String> arguments) throws IOException {
    var entrypoint = entrypoint();
    var command = new ArrayList<String>();
    command.add(program(entrypoint.getFirst()).toString());
    for (var word : entrypoint.subList(1, entrypoint.size() - 1)) {
      command.add(word.equals(CLASS_PATH_FILE) ? classPath() : below(word));
    }
    command.addAll(jvm);
    command.add(entrypoint.getLast());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder
        .environment()
        .replaceAll((name, value) -> value.replaceAll("(^|:)/", "$1" + root + "/"));
    return builder;
  }

  private String classPath() throws IOException {
    return Stream.of(Files.readString(at(CLASS_PATH_FILE.substring(1))).strip().split(":"))
        .map(this::below)
        .collect(Collectors.joining(":"));
  }

  private String below(String word) {
    return word.replaceFirst("(^|=)" + Pattern.quote(APP), "$1" + root + APP);
  }

  private Path program(String name) {
    return Stream.of(environment().getOrDefault("PATH", "").split(":"))
        .map(folder -> at(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The image has no program " + name));
  }
}
