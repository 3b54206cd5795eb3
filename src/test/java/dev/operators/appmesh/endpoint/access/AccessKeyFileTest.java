// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.settings.Authentication;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.appmesh.model.AppMeshException;

class AccessKeyFileTest {
  @AutoClose private final LogLines log = new LogLines();

  @TempDir private Path folder;

  @AfterEach
  void noSecretIsLogged() {
    assertThat(log.lines()).noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void firstStartMakesOneKeyForItsOwnerAlone() throws IOException {
    var data = folder.resolve("new/data");

    var file = generated(data);

    assertThat(file).isEqualTo(data.resolve("access-keys"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    var content = Files.readString(file);
    assertThat(content).matches("LOCAL[A-Z0-9]{15} [A-Za-z0-9_-]{40} full\n");
    var key = AccessKeys.parse(content).byId().values().iterator().next();
    assertThat(logged())
        .containsExactly("created an access key in " + file)
        .noneMatch(line -> line.contains(key.secret()));
    assertThat(data)
        .isDirectoryContaining(it -> it.equals(file))
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void secondStartFindsTheKeyOfTheFirst() throws IOException {
    var first = Files.readString(generated(folder));

    assertThat(Files.readString(generated(folder))).isEqualTo(first);
    assertThat(Files.readString(generated(folder.resolve("other")))).isNotEqualTo(first);
  }

  @Test
  void folderThatCannotBeIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> generated(file))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith("Cannot create " + file.resolve("access-keys") + ": ");
  }

  @Test
  void fileThatCannotBeUsedEndsTheStart() throws IOException {
    assertThatThrownBy(() -> serving(folder.resolve("none")))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("Cannot read " + folder.resolve("none") + ": there is no such file");

    var file = written("id s3cret all\n");

    assertThatThrownBy(() -> serving(file))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("Access keys in " + file + ": line 1 does not end in full or read-only");
  }

  @Test
  void fileThatOthersMayReadIsWarnedOf() throws IOException {
    var file = written("id s3cret full\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    serving(file).close();

    assertThat(logged())
        .containsExactly(
            "other users can access " + file + ", which contains secrets: run chmod 600 on it");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, true, false",
    "rw-r-----, true, true",
    "rw-----w-, true, true",
    "r--r-----, false, false",
    "r--r--r--, false, true",
  })
  void theGroupIsNobodyElseWhereTheUserReadsTheFileByIt(
      String permissions, boolean own, boolean open) {
    var set = PosixFilePermissions.fromString(permissions);

    assertThat(AccessKeys.isOpenToOthers(set, own)).isEqualTo(open);
  }

  @Test
  void keysAreExchangedWhileItRuns() throws IOException {
    var file = written("old s3cret-1 full\n");
    try (var endpoint = serving(file)) {
      assertThat(errorFor("old", "s3cret-1", endpoint)).isEmpty();

      written("old s3cret-1\n");
      awaitLine(
          "Access keys in "
              + file
              + ": line 1 has 2 words instead of three: id, secret, and full or read-only; the"
              + " previous content stays in use");
      assertThat(errorFor("old", "s3cret-1", endpoint)).isEmpty();

      Files.delete(file);
      awaitLine(
          "Cannot read " + file + ": there is no such file; the previous content stays in use");
      assertThat(errorFor("old", "s3cret-1", endpoint)).isEmpty();

      written("new s3cret-2 full\n");
      awaitLine("reloaded [" + file + "]");
      assertThat(errorFor("old", "s3cret-1", endpoint))
          .isEqualTo("UnrecognizedClientException 403");
      assertThat(errorFor("new", "s3cret-1", endpoint)).isEqualTo("InvalidSignatureException 403");
      assertThat(errorFor("new", "s3cret-2", endpoint)).isEmpty();
      assertThat(logged()).as("each said once").doesNotHaveDuplicates();
    }
  }

  private static Path generated(Path folder) {
    var key = new Authentication.GeneratedKey(folder);
    AccessKeys.generate(key, new SecureRandom());
    return key.file();
  }

  private Path written(String content) throws IOException {
    var file = folder.resolve("keys");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static EmbeddedEndpoint serving(Path file) {
    return EmbeddedEndpoint.with("apps").keys(file).start();
  }

  /** Code and status of the error that a call ends with; empty if it succeeds. */
  private static String errorFor(String id, String secret, EmbeddedEndpoint endpoint) {
    try (var client = endpoint.client(id, secret)) {
      client.listMeshes();
      return "";
    } catch (AppMeshException e) {
      return e.awsErrorDetails().errorCode() + " " + e.statusCode();
    }
  }

  private void awaitLine(String line) {
    Awaitility.await(line).until(() -> logged().contains(line));
  }

  /** But for the line of each call. */
  private List<String> logged() {
    return log.lines().stream().filter(line -> !line.startsWith("operation=")).toList();
  }
}
