// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Bounds the connections on which no call was let in yet. Where there is one more, the oldest of
 * them is closed, and never the newest: an Envoy makes its call at once. It comes before TLS.
 *
 * @param max how many there may be
 * @param connections by the address of the other side, the oldest first
 */
record Strangers(int max, SequencedMap<SocketAddress, Channel> connections) {

  /** None so far. */
  static Strangers upTo(int max) {
    return new Strangers(max, new LinkedHashMap<>());
  }

  /** A connection was accepted. */
  synchronized void arrived(Channel connection) {
    connections.values().removeIf(it -> !it.isOpen());
    connections.put(connection.remoteAddress(), connection);
    var oldest = connections.values().iterator();
    while (connections.size() > max) {
      close(oldest.next());
      oldest.remove();
    }
  }

  private static void close(Channel connection) {
    if (connection.isRegistered()) {
      // At once: HTTP/2 would wait for calls to end.
      connection
          .eventLoop()
          .execute(() -> connection.unsafe().close(connection.unsafe().voidPromise()));
    } else {
      connection.unsafe().closeForcibly();
    }
  }

  /** A call on the connection from there was let in. */
  synchronized void known(SocketAddress address) {
    connections.remove(address);
  }

  /** The socket that listens, whose connections are strangers first. */
  NioServerSocketChannel listener() {
    return new NioServerSocketChannel() {
      @Override
      protected int doReadMessages(List<Object> accepted) throws Exception {
        // It has those that were accepted just before, too, of which some may be closed again.
        int before = accepted.size();
        int count = super.doReadMessages(accepted);
        accepted.subList(before, accepted.size()).forEach(it -> arrived((Channel) it));
        return count;
      }
    };
  }
}
