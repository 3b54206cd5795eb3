// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An address of an endpoint that can be taken away and given back: while it is shut, connections to
 * it are refused, as where no program listens.
 */
final class Gate implements AutoCloseable {

  private final URI behind;
  private final int port;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  Gate(URI behind) {
    this.behind = behind;
    this.port = listen(0);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
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
        Thread.startVirtualThread(() -> copy(client, endpoint));
        Thread.startVirtualThread(() -> copy(endpoint, client));
      } catch (IOException e) {
        closeNow(server); // it was shut
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has closed, so the other is closed as well: that is all there is to do.
    } finally {
      open.remove(from);
      open.remove(to);
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
