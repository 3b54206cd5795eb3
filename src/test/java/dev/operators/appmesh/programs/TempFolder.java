// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder that goes away with everything in it.
 *
 * @param path where it is
 */
public record TempFolder(Path path) implements AutoCloseable {

  /** In the system's folder for such; its name begins with {@code prefix}. */
  public static TempFolder create(String prefix) throws IOException {
    return new TempFolder(Files.createTempDirectory(prefix));
  }

  /** In {@code parent}; its name begins with {@code prefix}. */
  public static TempFolder createIn(Path parent, String prefix) throws IOException {
    return new TempFolder(Files.createTempDirectory(parent, prefix));
  }

  @Override
  public void close() {
    if (Files.notExists(path)) {
      return;
    }
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
