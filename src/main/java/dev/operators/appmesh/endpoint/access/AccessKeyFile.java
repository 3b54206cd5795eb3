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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of access keys, as {@link AccessKeys#parse} reads it. */
public final class AccessKeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(AccessKeyFile.class);

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private AccessKeyFile() {}

  /**
   * Creates the file with one full key, readable only by its owner, if it does not exist.
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
      return AccessKeys.parse(new String(content, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new UnusableFileException("Access keys in " + file + ": " + e.getMessage(), e);
    }
  }

  private static void warnIfOthersMayRead(Path file) {
    try {
      if (isPosix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        LOG.warn("other users can access {}, which contains secrets: run chmod 600 on it", file);
      }
    } catch (IOException e) {
      LOG.warn("cannot check the permissions of {}: {}", file, UnusableFileException.reason(e));
    }
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
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
