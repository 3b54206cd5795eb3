// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.ProgramSource;
import dev.operators.appmesh.programs.Progress;
import dev.operators.appmesh.programs.TempFolder;
import io.fabric8.kubeapitest.binary.BinaryDownloader;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The programs as kube-api-test downloads them: the newest published patch of the release.
 *
 * @param version the release
 */
record KubeDownload(KubeVersion version) implements ProgramSource {

  /** Short, because a machine behind a closed network must go on to the next source soon. */
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private static final Duration DOWNLOAD = Duration.ofMinutes(5);

  @Override
  public void fill(Path folder) throws IOException {
    try (var scratch = TempFolder.createIn(folder, "download-")) {
      var downloader = new BinaryDownloader(scratch.path().toString(), new OSInfo());
      var wildcard = version.major() + '.' + version.minor() + ".*";
      var latest = within(LOOKUP, () -> downloader.findLatestOfWildcard(wildcard));
      Progress.say("kube", "downloading kube-apiserver, etcd and kubectl " + latest);
      var downloaded = within(DOWNLOAD, () -> downloader.download(latest)).toPath();
      for (var program : KubeBinaries.PROGRAMS) {
        Files.move(downloaded.resolve(program), folder.resolve(program));
      }
    }
  }

  /** The downloader knows no timeouts of its own. */
  private static <T> T within(Duration limit, Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, Thread::startVirtualThread)
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
