// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Folders of programs, kept from one run to the next. A folder appears with all of its programs or
 * not at all, whenever the process that fills it is killed.
 *
 * @param root the folder of all of them
 */
public record ProgramCache(Path root) {

  private static final String UNFINISHED = ".unfinished-";

  /** The one for {@code topic}, such as {@code kube}, in the user's cache folder. */
  public static ProgramCache ofUser(String topic) {
    var configured = System.getenv("XDG_CACHE_HOME");
    var caches =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return new ProgramCache(caches.resolve("appmesh-gateway-operator").resolve(topic));
  }

  /**
   * The folder of that name; where it is missing, one process fills it and the others wait.
   *
   * @throws Exception what {@code source} throws; the folder is missing then
   */
  public Path get(String name, ProgramSource source) throws Exception {
    var folder = root.resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(root);
    try (var channel =
            FileChannel.open(
                root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = lock(channel)) {
      if (!Files.isDirectory(folder)) {
        removeUnfinished();
        try (var unfinished = TempFolder.createIn(root, UNFINISHED)) {
          source.fill(unfinished.path());
          Files.move(unfinished.path(), folder, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return folder;
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    var free = channel.tryLock();
    if (free != null) {
      return free;
    }
    Progress.say(
        root.getFileName().toString(), "another process is getting the programs; waiting for it");
    return channel.lock();
  }

  /** Only the holder of the lock has one, so what is left is of processes that were killed. */
  private void removeUnfinished() throws IOException {
    try (var left = Files.newDirectoryStream(root, UNFINISHED + "*")) {
      left.forEach(folder -> new TempFolder(folder).close());
    }
  }
}
