// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.http.ConnectionBounds.Limits;
import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionBoundsTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private ServerSocketChannel listener;

  @BeforeEach
  void listen() throws IOException {
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    opened.add(listener);
  }

  @AfterEach
  void close() throws Exception {
    for (var one : opened) {
      one.close();
    }
  }

  /** Both ends of a connection that was accepted. */
  private record Accepted(SocketChannel client, SocketChannel server, SocketAddress remote) {

    private boolean isOpen() {
      return server.isOpen();
    }

    private void awaitEnd() throws IOException {
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void oldestStrangerMakesRoomForANewConnection() throws IOException {
    var bounds = bounds(new Limits(2, 1, 0, LONG, LONG));
    var caller = accepted(bounds);
    bounds.authenticated(caller.remote());
    var oldest = accepted(bounds);
    var second = accepted(bounds);
    assertThat(oldest.isOpen()).isTrue();

    var third = accepted(bounds);

    assertThat(List.of(caller, oldest, second, third))
        .extracting(Accepted::isOpen)
        .containsExactly(true, false, true, true);
    oldest.awaitEnd();
  }

  @Test
  void strangersWhoLeftDoNotCount() throws IOException {
    var bounds = bounds(new Limits(2, 1, 0, LONG, LONG));
    var first = accepted(bounds);
    accepted(bounds).server().close();

    accepted(bounds);

    assertThat(first.isOpen()).isTrue();
  }

  @Test
  void strangersHaveADeadlineAndCallersHaveNone() throws IOException {
    var bounds = bounds(new Limits(9, 1, 0, Duration.ofMillis(1), LONG));
    var caller = accepted(bounds(new Limits(9, 1, 0, LONG, LONG)));
    bounds.configureSocket(caller.server());
    bounds.authenticated(caller.remote());
    var stranger = accepted(bounds);

    stranger.awaitEnd();

    assertThat(caller.isOpen()).as("the deadline of the older one had passed, too").isTrue();
  }

  @Test
  void bodyOfACallerHasADeadline() throws Exception {
    var bounds = bounds(new Limits(9, 1, 0, Duration.ofSeconds(1), LONG));
    var caller = accepted(bounds);
    bounds.authenticated(caller.remote());

    try (var _ = bounds.body(caller.remote(), 1)) {
      caller.awaitEnd();
    }
  }

  @Test
  void bodyThatHasArrivedHasNoDeadline() throws Exception {
    var bounds = bounds(new Limits(9, 1, 0, Duration.ofSeconds(1), LONG));
    var caller = accepted(bounds);
    bounds.authenticated(caller.remote());
    bounds.body(caller.remote(), 1).close();
    var stranger = accepted(bounds);

    stranger.awaitEnd();

    assertThat(caller.isOpen()).isTrue();
  }

  @Test
  void bodyThatIsReadLongestMakesRoomForAnother() throws Exception {
    var bounds = bounds(new Limits(9, 10, 0, LONG, Duration.ofNanos(1)));
    var slow = accepted(bounds);
    var fast = accepted(bounds);
    var body = bounds.body(slow.remote(), 6);

    var other = waiting(bounds, fast);
    slow.awaitEnd();
    assertThat(other).as("its bytes are still held").isNotDone();
    body.close();

    other.join().close();
    assertThat(fast.isOpen()).isTrue();
  }

  /** A caller's request is small, and a stranger's large one must not keep it waiting. */
  @Test
  void smallBodyNeitherWaitsNorIsGivenUp() throws Exception {
    var bounds = bounds(new Limits(9, 10, 5, LONG, Duration.ofNanos(1)));
    var caller = accepted(bounds);
    var stranger = accepted(bounds);
    var small = bounds.body(caller.remote(), 5);
    var large = bounds.body(stranger.remote(), 10);
    var smallOnceMore = bounds.body(caller.remote(), 5);

    var other = waiting(bounds, accepted(bounds));
    stranger.awaitEnd();
    large.close();

    other.join().close();
    assertThat(caller.isOpen()).isTrue();
    small.close();
    smallOnceMore.close();
  }

  @Test
  void bodyIsNotGivenUpWithinItsGrace() throws Exception {
    var bounds = bounds(new Limits(9, 10, 0, LONG, LONG));
    var first = accepted(bounds);
    var second = accepted(bounds);
    var body = bounds.body(first.remote(), 6);
    var other = waiting(bounds, second);

    body.close();

    other.join().close();
    assertThat(first.isOpen()).isTrue();
  }

  /** A body of 6 bytes that is waited for. */
  private static CompletableFuture<ConnectionBounds.Body> waiting(
      ConnectionBounds bounds, Accepted connection) {
    var result = new CompletableFuture<ConnectionBounds.Body>();
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    result.complete(bounds.body(connection.remote(), 6));
                  } catch (InterruptedException e) {
                    result.completeExceptionally(e);
                  }
                });
    Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return result;
  }

  private ConnectionBounds bounds(Limits limits) {
    var bounds = new ConnectionBounds(SocketOptions.create(), limits);
    opened.add(bounds);
    return bounds;
  }

  private Accepted accepted(ConnectionBounds bounds) throws IOException {
    var client = SocketChannel.open(listener.getLocalAddress());
    opened.add(client);
    var server = listener.accept();
    opened.add(server);
    bounds.configureSocket(server);
    return new Accepted(client, server, server.getRemoteAddress());
  }
}
