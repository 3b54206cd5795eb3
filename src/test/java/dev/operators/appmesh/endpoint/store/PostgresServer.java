// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static java.util.Comparator.reverseOrder;

import dev.operators.appmesh.endpoint.settings.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.tukaani.xz.XZInputStream;

/** A PostgreSQL server of this run. It does not run as root, so where we do, nobody runs it. */
public final class PostgresServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = "s3cret/?&";

  private final Path folder;
  private final int port = freePort();
  private final Process process;

  /** Starts it, on a free port. */
  public PostgresServer() throws IOException {
    folder = Files.createTempDirectory("appmesh-postgres-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    unpack();
    var data = Files.createDirectory(folder.resolve("data"));
    var password = Files.writeString(folder.resolve("password"), PASSWORD);
    if (isRoot()) {
      run(List.of("chown", "-R", "nobody", data.toString(), password.toString()));
    }
    run(
        program(
            "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "scram-sha-256",
            "--pwfile",
            password,
            "--no-sync",
            "--locale=C.UTF-8",
            "--encoding=UTF8"));
    process = start(program("postgres", "-D", data, "-p", port, "-k", "", "-h", "127.0.0.1"));
    Awaitility.await("PostgreSQL answers")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              try (var connection = connect("postgres")) {
                return connection.isValid(1);
              }
            });
  }

  /** A new, empty database, whose default order of texts is not that of their bytes. */
  public Storage.Database database(String name) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE " + name + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return new Storage.Database(url(name), "postgres", PASSWORD);
  }

  /** As the database's owner. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "postgres", PASSWORD);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void unpack() throws IOException {
    var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    var archive = "/postgres-linux-" + machine + ".txz";
    var tar = new ProcessBuilder("tar", "-x", "--no-same-owner", "-C", folder.toString()).start();
    try (var packed = new XZInputStream(PostgresServer.class.getResourceAsStream(archive));
        var in = tar.getOutputStream()) {
      packed.transferTo(in);
    }
    finished(tar);
  }

  private List<String> program(String name, Object... arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.add(folder.resolve("bin").resolve(name).toString());
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private void run(List<String> command) throws IOException {
    finished(start(command));
  }

  private Process start(List<String> command) throws IOException {
    var log = folder.resolve("log").toFile();
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private void finished(Process process) throws IOException {
    if (process.onExit().join().exitValue() != 0) {
      var log = folder.resolve("log");
      throw new AssertionError(Files.exists(log) ? Files.readString(log) : "tar failed");
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
