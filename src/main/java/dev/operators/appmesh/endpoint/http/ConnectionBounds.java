// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what strangers can hold of a server: connections, their time, and the bytes of bodies that
 * are read before the signature over them can be checked. A stranger is a connection on which no
 * request was authenticated yet. Where a bound is reached, the connection that has held on longest
 * is closed, and never the newest: a signed caller sends its request at once.
 *
 * <p>Helidon's own {@code maxTcpConnections} cannot do that: it stops accepting, so whoever holds
 * connections shuts out all others. Its {@code readTimeout} is one of each read, so a byte in time
 * keeps a connection for ever. Helidon hands every accepted socket to the options that configure
 * it, before the TLS handshake, which is where connections are registered here.
 */
public final class ConnectionBounds implements SocketOptions, AutoCloseable {

  /** How often deadlines are looked at. */
  private static final Duration PERIOD = Duration.ofMillis(250);

  /** How much of an unread body is thrown away so that the client can read its response. */
  private static final int LINGER_BYTES = 4 << 20;

  private final SocketOptions options;
  private final Limits limits;

  /** By the address of the client, the oldest first. */
  private final Map<SocketAddress, Connection> connections = new LinkedHashMap<>();

  /** Bodies that are being read, the oldest first. */
  private final Map<Body, Connection> bodies = new LinkedHashMap<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread deadlines;
  private long bytes;

  /**
   * The bounds.
   *
   * @param strangers how many connections of strangers may be open
   * @param bodyBytes how many bytes of large bodies may be held of requests that are not
   *     authenticated; at least the size of the largest body
   * @param smallBody up to this size, as nearly all are, bodies neither wait nor are given up; the
   *     bound of connections bounds them as well
   * @param deadline in which a connection's first request, or a body, must arrive
   * @param grace in which a body is not given up for others
   */
  public record Limits(
      int strangers, long bodyBytes, int smallBody, Duration deadline, Duration grace) {

    /** Those of an endpoint: with 32 MiB and 1024 heads of 16 KiB it lives in a small heap. */
    public static final Limits DEFAULT =
        new Limits(1024, 32 << 20, 16 << 10, Duration.ofSeconds(10), Duration.ofMillis(250));
  }

  private static final class Connection {
    private final SocketChannel channel;
    private @Nullable Long deadline;
    private boolean stranger = true;
    private boolean answered;

    private Connection(SocketChannel channel, long deadline) {
      this.channel = channel;
      this.deadline = deadline;
    }

    private boolean isLate(long now) {
      return deadline != null && now - deadline > 0;
    }

    private void shut() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A share of the bytes for a body, none for a small one, until it is closed. */
  final class Body implements AutoCloseable {
    private final int charged;
    private final long begun = System.nanoTime();
    private boolean givenUp;

    private Body(int charged) {
      this.charged = charged;
    }

    @Override
    public void close() {
      release(this);
    }
  }

  /**
   * @param options what else is to be set on sockets
   * @param limits the bounds
   */
  public ConnectionBounds(SocketOptions options, Limits limits) {
    this.options = options;
    this.limits = limits;
    deadlines = Thread.ofVirtual().name("connection deadlines").start(this::keepDeadlines);
  }

  /** Registers a connection that was accepted, and closes the oldest stranger if it is one more. */
  @Override
  public void configureSocket(SocketChannel channel) {
    options.configureSocket(channel);
    try {
      register(channel.getRemoteAddress(), channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void register(SocketAddress remote, SocketChannel channel) {
    connections.values().removeIf(it -> !it.channel.isOpen());
    connections.put(remote, new Connection(channel, soon()));
    // Those who have got their answer go first: nobody waits for anything there.
    var strangers =
        connections.values().stream()
            .filter(it -> it.stranger)
            .sorted(Comparator.comparing(it -> !it.answered))
            .toList();
    for (var oldest : strangers.subList(0, Math.max(0, strangers.size() - limits.strangers))) {
      oldest.shut();
    }
  }

  /** Waits for a share of the bytes, with {@link Limits#bodyBytes} at most, to read a body now. */
  synchronized Body body(SocketAddress remote, int size) throws InterruptedException {
    var connection = connections.get(remote);
    int charged = size > limits.smallBody ? size : 0;
    while (charged > 0 && bytes + charged > limits.bodyBytes) {
      awaitRelease();
    }
    var body = new Body(charged);
    bytes += charged;
    if (connection != null) {
      bodies.put(body, connection);
      if (connection.deadline == null) {
        connection.deadline = soon();
      }
    }
    return body;
  }

  /** Gives up the large body that is being read longest, unless that is its time of grace. */
  private void awaitRelease() throws InterruptedException {
    long wait = limits.grace.toNanos();
    var oldest = bodies.keySet().stream().filter(it -> it.charged > 0 && !it.givenUp).findFirst();
    if (oldest.isPresent()) {
      var body = oldest.get();
      long rest = wait - (System.nanoTime() - body.begun);
      if (rest <= 0) {
        body.givenUp = true;
        Optional.ofNullable(bodies.get(body)).ifPresent(Connection::shut);
      } else {
        wait = rest;
      }
    }
    TimeUnit.NANOSECONDS.timedWait(this, wait);
  }

  private synchronized void release(Body body) {
    bytes -= body.charged;
    var connection = bodies.remove(body);
    if (connection != null && !connection.stranger) {
      connection.deadline = null;
    }
    notifyAll();
  }

  /** A request of this connection is authenticated: it is no stranger's, and has no deadline. */
  synchronized void authenticated(SocketAddress remote) {
    var connection = connections.get(remote);
    if (connection != null) {
      connection.stranger = false;
      connection.deadline = null;
    }
  }

  /**
   * After a response that closes the connection of a request whose body nobody has read: throws the
   * body away until the client closes. A socket that is closed before resets the connection, and
   * the client, still sending, may never see the response.
   *
   * @param secure whether what is sent is encrypted, so that an end of it would be an attack
   */
  void linger(SocketAddress remote, boolean secure) {
    var connection = leaving(remote);
    if (connection.isEmpty()) {
      return;
    }
    try {
      var channel = connection.get();
      if (!secure) {
        channel.shutdownOutput();
      }
      var in = channel.socket().getInputStream();
      var discarded = new byte[8192];
      int rest = LINGER_BYTES;
      for (int read = 0; read >= 0 && rest > 0; rest -= read) {
        read = in.read(discarded);
      }
    } catch (IOException e) {
      // The client has closed, or was too slow: it has what it gets.
    }
  }

  private synchronized Optional<SocketChannel> leaving(SocketAddress remote) {
    var connection = connections.get(remote);
    if (connection != null) {
      connection.answered = true;
      if (connection.deadline == null) {
        connection.deadline = soon();
      }
    }
    return Optional.ofNullable(connection).map(it -> it.channel);
  }

  private void keepDeadlines() {
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        closeLate();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void closeLate() {
    long now = System.nanoTime();
    for (Iterator<Connection> all = connections.values().iterator(); all.hasNext(); ) {
      var connection = all.next();
      if (connection.isLate(now)) {
        connection.shut();
      }
      if (!connection.channel.isOpen()) {
        all.remove();
      }
    }
  }

  private long soon() {
    return System.nanoTime() + limits.deadline.toNanos();
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return options.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return options.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return options.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return options.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return options.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return options.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return options.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return options.tcpNoDelay();
  }

  /** Keeps no deadlines any more. */
  @Override
  public void close() {
    closed.countDown();
    try {
      deadlines.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
