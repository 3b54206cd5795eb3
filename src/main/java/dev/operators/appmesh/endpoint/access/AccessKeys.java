// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.endpoint.files.DataFolder;
import dev.operators.appmesh.endpoint.files.FileWatch;
import dev.operators.appmesh.endpoint.settings.Authentication;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are accepted by the endpoint, and the file with them.
 *
 * @param byId the keys by their ids
 */
public record AccessKeys(Map<String, AccessKey> byId) {
  private static final Logger LOG = LoggerFactory.getLogger(AccessKeys.class);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  public AccessKeys {
    byId = Map.copyOf(byId);
  }

  /**
   * Parses one key per line: id, secret, and {@code full} or {@code read-only}, separated by
   * blanks. Empty lines and lines that begin with {@code #} are ignored.
   *
   * @throws IllegalArgumentException with the number and problem of every invalid line. It quotes
   *     no line, since any word of it may be a secret
   */
  static AccessKeys parse(String text) {
    var keys = new LinkedHashMap<String, AccessKey>();
    var problems = new ArrayList<String>();
    int number = 0;
    for (var line : text.lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      var words = List.of(BLANKS.split(line));
      var problem = problem(words, keys);
      if (problem.isPresent()) {
        problems.add("line " + number + " " + problem.get());
      } else {
        var readOnly = words.get(2).equals("read-only");
        keys.put(words.getFirst(), new AccessKey(words.getFirst(), words.get(1), readOnly));
      }
    }
    if (keys.isEmpty() && problems.isEmpty()) {
      problems.add("there is no key: add a line with id, secret, and full or read-only");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new AccessKeys(keys);
  }

  Optional<AccessKey> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static Optional<String> problem(List<String> words, Map<String, AccessKey> keys) {
    if (words.size() != 3) {
      return Optional.of(
          "has " + words.size() + " words instead of three: id, secret, and full or read-only");
    }
    if (!ID.matcher(words.getFirst()).matches()) {
      return Optional.of("has an invalid id: 1 to 128 letters, digits, _ and - are allowed");
    }
    if (!List.of("full", "read-only").contains(words.getLast())) {
      return Optional.of("does not end in full or read-only");
    }
    return keys.containsKey(words.getFirst())
        ? Optional.of("has the same id as an earlier line")
        : Optional.empty();
  }

  /**
   * Creates the file of {@code key} with one full key, readable only by its owner, if it does not
   * exist.
   *
   * @param random the source of the key
   * @throws UnusableFileException if that is not possible
   */
  public static void generate(Authentication.GeneratedKey key, SecureRandom random) {
    var file = key.file();
    if (Files.exists(file)) {
      return;
    }
    try {
      DataFolder.make(key.folder());
      // A crash must not leave half a key. Only the owner can read a temporary file.
      var draft = Files.createTempFile(key.folder(), "access-keys", ".tmp");
      Files.writeString(draft, "%s %s full%n".formatted(id(random), secret(random)));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("created an access key in {}", file);
    } catch (IOException e) {
      throw new UnusableFileException(
          "Cannot create " + file + ": " + UnusableFileException.reason(e), e);
    }
  }

  /**
   * The keys in {@code file}, reloaded when it changes.
   *
   * @throws UnusableFileException if it cannot be read or its content is invalid
   */
  public static FileWatch<AccessKeys> watch(Path file) {
    return new FileWatch<>(
        List.of(file), contents -> read(file, contents.getFirst()), (_, next) -> next);
  }

  private static AccessKeys read(Path file, byte[] content) {
    warnIfOthersMayRead(file);
    try {
      return parse(new String(content, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new UnusableFileException("Access keys in " + file + ": " + e.getMessage(), e);
    }
  }

  private static void warnIfOthersMayRead(Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && isOpenToOthers(
              Files.getPosixFilePermissions(file),
              Files.getOwner(file).getName().equals(System.getProperty("user.name")))) {
        LOG.warn("other users can access {}, which contains secrets: run chmod 600 on it", file);
      }
    } catch (IOException e) {
      LOG.warn("cannot check the permissions of {}: {}", file, UnusableFileException.reason(e));
    }
  }

  /**
   * Whether other users can access a file that is meant for this program's user.
   *
   * @param own whether the user owns it; if not, as with a mounted Secret of Kubernetes, the group
   *     is by which it reads the file
   */
  static boolean isOpenToOthers(Set<PosixFilePermission> permissions, boolean own) {
    return permissions.stream()
        .map(PosixFilePermission::name)
        .anyMatch(it -> it.startsWith("OTHERS") || (own && it.startsWith("GROUP")));
  }

  /** 20 characters, as AWS's ids have, with a prefix that AWS does not use. */
  private static String id(SecureRandom random) {
    return "LOCAL"
        + random(random, 12).replaceAll("[-_]", "0").substring(0, 15).toUpperCase(Locale.ROOT);
  }

  /** 40 characters with 240 random bits. */
  private static String secret(SecureRandom random) {
    return random(random, 30);
  }

  private static String random(SecureRandom random, int bytes) {
    var value = new byte[bytes];
    random.nextBytes(value);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }
}
