// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.JsonCodec;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import dev.operators.appmesh.endpoint.store.JdbcStore;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.endpoint.store.Store.View;
import dev.operators.appmesh.endpoint.store.StoreException;
import dev.operators.appmesh.model.Tags;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All resources of an endpoint as text, to move them to another storage: one JSON object per line.
 * The first line is the version of the format. Resources come after their parents. Client tokens
 * are not included.
 */
public final class StateFile {
  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

  private static final String FORMAT = "appMeshEndpointState";
  private static final long VERSION = 1;
  private static final int PAGE = 100;

  private StateFile() {}

  /**
   * Prints a consistent snapshot of the storage. An endpoint may use it at the same time.
   *
   * @throws UnusableStorageException if it has no state that this release can read
   * @throws UncheckedIOException if the database cannot be reached
   */
  public static void dump(Storage storage, PrintStream out) {
    try (var store = JdbcStore.openToRead(storage)) {
      store.read(
          view -> {
            out.println(line(Map.of(FORMAT, VERSION)));
            dump(view, ResourceKind.MESH, null, out);
            return true;
          });
    } catch (StoreException e) {
      throw new UncheckedIOException(
          "Cannot read the %s: %s".formatted(storage.place(), e.words()), new IOException(e));
    }
    out.flush();
  }

  /** Page by page: a mesh may have more than fits into memory. */
  private static void dump(
      View view, ResourceKind kind, @Nullable ResourceName parent, PrintStream out) {
    var page = view.children(kind, parent, "", PAGE);
    while (!page.isEmpty()) {
      for (var resource : page) {
        out.println(line(members(resource)));
        kind.children().forEach(child -> dump(view, child, resource.name(), out));
      }
      page = view.children(kind, parent, page.getLast().name().own(), PAGE);
    }
  }

  /**
   * Loads the file if the store is empty.
   *
   * @throws UnusableFileException if the file was not printed by {@link #dump}; the store stays
   *     empty
   */
  static void seed(Store store, Path file) {
    var resources = read(file);
    boolean seeded =
        store.atomically(
            content -> {
              boolean empty = content.count(ResourceKind.MESH, null) == 0;
              if (empty) {
                resources.forEach(content::put);
              }
              return empty;
            });
    if (seeded) {
      LOG.info("loaded {} resources from {}", resources.size(), file);
    } else {
      LOG.info("did not load {}: there are meshes already", file);
    }
  }

  private static List<Resource> read(Path file) {
    var resources = new ArrayList<Resource>();
    var names = new HashSet<ResourceName>();
    int number = 1;
    try (var lines = Files.newBufferedReader(file)) {
      var first = lines.readLine();
      if (first == null
          || !Long.valueOf(VERSION).equals(JsonCodec.parse(first.getBytes(UTF_8)).get(FORMAT))) {
        throw new IllegalArgumentException(
            "it must be {\"%s\":%d}, as endpoint dump prints it".formatted(FORMAT, VERSION));
      }
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        var resource = resource(new JsonMembers("", JsonCodec.parse(line.getBytes(UTF_8))));
        var parent = resource.name().parent();
        if (parent != null && !names.contains(parent)) {
          throw new IllegalArgumentException("its parent does not come before it");
        }
        if (!names.add(resource.name())) {
          throw new IllegalArgumentException("the resource occurs twice");
        }
        resources.add(resource);
      }
    } catch (ApiError | IllegalArgumentException | DateTimeParseException e) {
      var reason = e instanceof ApiError error ? error.message() : e.getMessage();
      throw new UnusableFileException("--seed %s, line %d: %s".formatted(file, number, reason), e);
    } catch (IOException e) {
      throw new UnusableFileException(
          "Cannot read --seed %s: %s".formatted(file, UnusableFileException.reason(e)), e);
    }
    return resources;
  }

  private static String line(Map<String, ?> members) {
    return new String(JsonCodec.write(members), UTF_8);
  }

  private static Map<String, Object> members(Resource resource) {
    var members = new LinkedHashMap<String, Object>(resource.name().members());
    members.put("uid", resource.uid());
    members.put("version", resource.version());
    members.put("createdAt", resource.createdAt().toString());
    members.put("lastUpdatedAt", resource.lastUpdatedAt().toString());
    members.put("status", resource.status());
    members.put("spec", resource.spec());
    members.put("tags", resource.tags().values());
    return members;
  }

  /** The members with names tell the kind: no two kinds have the same. */
  private static ResourceName name(JsonMembers members) {
    ResourceName name = null;
    for (var kind : ResourceKind.values()) {
      var own = members.string(kind.nameMember());
      if (own.isPresent()) {
        if (kind.parent() != (name == null ? null : name.kind())) {
          throw new IllegalArgumentException(kind.nameMember() + " has no parent");
        }
        name = new ResourceName(kind, name, own.get());
      }
    }
    if (name == null) {
      throw new IllegalArgumentException("meshName is missing");
    }
    return name;
  }

  private static Resource resource(JsonMembers members) {
    var name = name(members);
    var tags = new TreeMap<String, String>();
    members
        .structure("tags")
        .orElseThrow(() -> new IllegalArgumentException("tags are missing"))
        .values()
        .forEach((key, value) -> tags.put(key, String.valueOf(value)));
    return new Resource(
        name,
        text(members, "uid"),
        number(members),
        Instant.parse(text(members, "createdAt")),
        Instant.parse(text(members, "lastUpdatedAt")),
        text(members, "status"),
        members.requiredStructure("spec").values(),
        new Tags(tags));
  }

  private static String text(JsonMembers members, String name) {
    return members
        .string(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  private static long number(JsonMembers members) {
    if (members.values().get("version") instanceof Long version) {
      return version;
    }
    throw new IllegalArgumentException("version is missing");
  }
}
