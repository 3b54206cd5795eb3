// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Comparator.reverseOrder;

import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data folder of an endpoint. While this is open, no other process can open it. Only the owner
 * can access its files.
 *
 * @param path absolute path of the folder
 * @param lock channel that holds the lock
 */
public record DataFolder(Path path, FileChannel lock) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  /** S_ISVTX. */
  private static final int STICKY = 01000;

  /**
   * Opens the folder and creates it if it does not exist.
   *
   * @throws UnusableStorageException if another process uses it, it cannot be written, or every
   *     user of the machine can write to it
   */
  public static DataFolder claim(Path folder) {
    var path = folder.toAbsolutePath().normalize();
    try {
      make(path);
      refuseOthers(path);
      var lock = open(path.resolve("lock"));
      if (!isFree(lock)) {
        lock.close();
        throw new UnusableStorageException(
            "another process uses the folder " + path + ": stop it, or choose another folder");
      }
      var claimed = new DataFolder(path, lock);
      if (!claimed.hasHadState()) {
        open(claimed.database()).close();
      }
      return claimed;
    } catch (IOException e) {
      throw new UnusableStorageException(
          "the folder %s cannot be used: %s; choose one that this user can write to"
              .formatted(path, e),
          e);
    }
  }

  /** Refuses a folder, or a file in it, that everybody may change; warns of a group that may. */
  private static void refuseOthers(Path folder) throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      return;
    }
    for (var it : List.of(folder, folder.resolve("endpoint.db"), folder.resolve("lock"))) {
      if (Files.notExists(it)) {
        continue;
      }
      var permissions = Files.getPosixFilePermissions(it);
      boolean everybody = permissions.contains(PosixFilePermission.OTHERS_WRITE);
      if (everybody && !isSticky(it)) {
        throw new UnusableStorageException(
            "every user of this machine can write to %s: run chmod go-w on it, or choose another"
                    .formatted(it)
                + " folder");
      }
      if (everybody || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
        LOG.warn("other users can write to {}, which contains the state: run chmod go-w on it", it);
      }
    }
  }

  /** Whether only their owners can rename and delete the files in it, as in /tmp. */
  private static boolean isSticky(Path path) throws IOException {
    return Files.isDirectory(path) && ((int) Files.getAttribute(path, "unix:mode") & STICKY) != 0;
  }

  /**
   * The database file in a folder that another process may use.
   *
   * @throws UnusableStorageException if there is none
   */
  public static Path existing(Path folder) {
    var file = folder.toAbsolutePath().normalize().resolve("endpoint.db");
    if (Files.notExists(file)) {
      throw new UnusableStorageException(
          "the folder " + folder + " contains no state of an endpoint");
    }
    return file;
  }

  /** The database file. */
  public Path database() {
    return path.resolve("endpoint.db");
  }

  /**
   * Whether the database in this folder was complete once, so that one that is empty or gone was
   * lost. It is not known from the database file alone: a process that is killed at its first start
   * may leave an empty one.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public boolean hasHadState() {
    try {
      return lock.size() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Remembers that the database is complete, in the file of the lock, for all later starts. To be
   * called when what was written to the database is on disk.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void noteState() {
    if (hasHadState()) {
      return;
    }
    try {
      lock.write(ByteBuffer.wrap("endpoint.db is complete\n".getBytes(US_ASCII)));
      lock.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to the folder " + path + ": " + e, e);
    }
  }

  /** Creates the folder, accessible only to its owner, if it does not exist. */
  public static void make(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static boolean isFree(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Deletes the folder and everything in it. */
  public void delete() {
    close();
    if (Files.notExists(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
