// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An address of an endpoint that can be taken away and given back: while it is shut, connections to
 * it are refused, as where no program listens.
 */
final class Gate implements AutoCloseable {

  private final URI behind;
  private final int port;
  private volatile @Nullable Instant firstCall;
  private volatile @Nullable Instant lastCall;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  Gate(URI behind) {
    this.behind = behind;
    this.port = listen(0);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** When the first call, or a part of it, went through it to the endpoint. */
  Optional<Instant> firstCall() {
    return Optional.ofNullable(firstCall);
  }

  /** When the last call, or a part of it, went through it to the endpoint. */
  Optional<Instant> lastCall() {
    return Optional.ofNullable(lastCall);
  }

  void open() {
    listen(port);
  }

  void shut() {
    open.forEach(Gate::closeNow);
    open.clear();
  }

  @Override
  public void close() {
    shut();
  }

  private int listen(int wanted) {
    try {
      var server = new ServerSocket(wanted, 1024, InetAddress.getLoopbackAddress());
      open.add(server);
      Thread.startVirtualThread(() -> accept(server));
      return server.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        var endpoint = new Socket(behind.getHost(), behind.getPort());
        open.add(client);
        open.add(endpoint);
        if (server.isClosed()) {
          shut();
        }
        Thread.startVirtualThread(() -> copy(client, endpoint, true));
        Thread.startVirtualThread(() -> copy(endpoint, client, false));
      } catch (IOException e) {
        closeNow(server); // it was shut
      }
    }
  }

  private void copy(Socket from, Socket to, boolean areCalls) {
    try (from;
        to) {
      var buffer = new byte[8192];
      int count;
      while ((count = from.getInputStream().read(buffer)) >= 0) {
        if (areCalls) {
          noteCall();
        }
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      // One side has closed, so the other is closed as well: that is all there is to do.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private synchronized void noteCall() {
    lastCall = Instant.now();
    if (firstCall == null) {
      firstCall = lastCall;
    }
  }

  private static void closeNow(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
