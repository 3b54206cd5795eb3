// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.endpoint.settings.TlsFiles;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Serves Envoys their configuration. It runs from its construction until it is closed. */
public final class XdsServer implements AutoCloseable {

  /**
   * It would write a stack trace to the log for each connection of a stranger that speaks something
   * else. Held, because java.util.logging forgets the level of a logger that nobody holds.
   */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  static {
    GRPC.setLevel(Level.WARNING);
  }

  /** The first request of an Envoy lists all its extensions. */
  private static final int MAX_REQUEST_BYTES = 1 << 20;

  private static final int MAX_HEADER_BYTES = 16 << 10;

  /** An Envoy needs one. */
  private static final int MAX_STREAMS_PER_CONNECTION = 8;

  /** App Mesh's Envoys ping every 10 s. */
  private static final int MIN_PING_SECONDS = 5;

  private static final int PING_SECONDS = 30;
  private static final int CONNECTION_MINUTES = 30;

  /** An Envoy that is refused asks again within 30 s. */
  private static final int IDLE_MINUTES = 1;

  private static final int GRACE_SECONDS = 5;
  private static final int RELOAD_SECONDS = 5;

  private final Timers timers = new Timers();
  private final EventLoopGroup connections =
      new MultiThreadIoEventLoopGroup(
          new DefaultThreadFactory("xds connections", true), NioIoHandler.newFactory());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService files =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("xds certificates").factory());
  private final Publisher publisher;
  private final DiscoveryService service;
  private final Server server;

  /**
   * What strangers may hold.
   *
   * @param connections how many connections without a call that was let in
   * @param handshake how long a connection may take until HTTP/2 is spoken
   */
  record Limits(int connections, Duration handshake) {

    /** As many as may call the API, for as long. */
    private static final Limits DEFAULT = new Limits(1024, Duration.ofSeconds(10));
  }

  /**
   * Starts to listen.
   *
   * @param settings the settings
   * @param configurations where the configurations come from
   * @param access who may call
   * @param fleet notes who is connected
   * @throws UnusableFileException if the certificates cannot be used
   * @throws UncheckedIOException if the address is not available
   */
  public XdsServer(
      XdsSettings settings, Configurations configurations, Access access, Fleet fleet) {
    this(settings, configurations, access, fleet, Limits.DEFAULT);
  }

  XdsServer(
      XdsSettings settings,
      Configurations configurations,
      Access access,
      Fleet fleet,
      Limits limits) {
    var strangers = Strangers.upTo(limits.connections());
    publisher = new Publisher(configurations, fleet, timers);
    service =
        new DiscoveryService(
            new NodeId(settings.region(), settings.accountId()),
            settings.identifier(),
            publisher,
            fleet,
            timers,
            new SecureRandom());
    // The first configuration would wait for Envoy's types, which take half a second.
    Thread.startVirtualThread(Messages::load);
    try {
      server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(settings.host(), settings.port()),
                  credentials(settings.tls(), settings.clientAuthority()))
              .channelFactory(strangers::listener)
              .bossEventLoopGroup(connections)
              .workerEventLoopGroup(connections)
              .executor(threads)
              .addService(service)
              .intercept(new Callers(access, strangers))
              .maxInboundMessageSize(MAX_REQUEST_BYTES)
              .maxInboundMetadataSize(MAX_HEADER_BYTES)
              .maxConcurrentCallsPerConnection(MAX_STREAMS_PER_CONNECTION)
              .permitKeepAliveTime(MIN_PING_SECONDS, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
              .handshakeTimeout(limits.handshake().toMillis(), TimeUnit.MILLISECONDS)
              .maxConnectionAge(CONNECTION_MINUTES, TimeUnit.MINUTES)
              .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
              .build()
              .start();
    } catch (IOException e) {
      stop();
      throw new UncheckedIOException(
          "Cannot listen on %s, port %d: %s".formatted(settings.host(), settings.port(), reason(e)),
          e);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  private static String reason(IOException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private ServerCredentials credentials(@Nullable TlsFiles tls, @Nullable Path clientAuthority) {
    if (tls == null) {
      return InsecureServerCredentials.create();
    }
    try {
      var keys = new AdvancedTlsX509KeyManager();
      var _ =
          keys.updateIdentityCredentials(
              tls.certificate().toFile(),
              tls.key().toFile(),
              RELOAD_SECONDS,
              TimeUnit.SECONDS,
              files);
      var builder = TlsServerCredentials.newBuilder().keyManager(keys);
      if (clientAuthority != null) {
        var trust =
            AdvancedTlsX509TrustManager.newBuilder()
                .setVerification(
                    AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                .build();
        var _ =
            trust.updateTrustCredentials(
                clientAuthority.toFile(), RELOAD_SECONDS, TimeUnit.SECONDS, files);
        builder.trustManager(trust).clientAuth(ClientAuth.REQUIRE);
      }
      return builder.build();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableFileException(
          "The certificates of the control plane cannot be used: " + e.getMessage(), e);
    }
  }

  /** Something may have changed in a mesh. */
  public void changed() {
    publisher.changed();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Ends all streams and stops. Envoys keep what they have. */
  @Override
  public void close() {
    server.shutdown();
    service.stop();
    try {
      if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    stop();
  }

  private void stop() {
    timers.close();
    files.shutdownNow();
    threads.shutdownNow();
    var _ = connections.shutdownGracefully(0, GRACE_SECONDS, TimeUnit.SECONDS);
  }
}
