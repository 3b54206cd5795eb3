// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import io.envoyproxy.envoy.config.core.v3.ControlPlane;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of an Envoy: gives a {@link Session} what happens, one thing at a time, and sends what
 * it says. An Envoy that does not read is sent nothing, and asked for nothing, until it does.
 */
final class DiscoveryStream implements StreamObserver<DiscoveryRequest>, Publisher.Subscriber {
  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryStream.class);

  /** More names than a gateway has resources of a type. */
  private static final int MAX_NAMES = 10_000;

  private final DiscoveryService service;
  private final ServerCallStreamObserver<DiscoveryResponse> envoy;
  private final String address;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable GatewayName gateway;
  private @Nullable Session session;
  private @Nullable Snapshot offered;
  private @Nullable Runnable cancelWake;

  /** Without these, a stream that has ended would be kept for as long as it might have lived. */
  private List<Runnable> cancelEnds = List.of();

  private boolean isWaiting;
  private boolean isOver;

  DiscoveryStream(
      DiscoveryService service, ServerCallStreamObserver<DiscoveryResponse> envoy, String address) {
    this.service = service;
    this.envoy = envoy;
    this.address = address;
  }

  /** Begins to take requests. */
  void begin(Duration patience, Duration life) {
    envoy.disableAutoRequest();
    envoy.setOnReadyHandler(() -> locked(this::ready));
    envoy.setOnCancelHandler(() -> locked(this::end));
    var timers = service.timers();
    locked(
        () ->
            cancelEnds =
                List.of(
                    timers.after(patience, () -> locked(this::giveUp)),
                    timers.after(life, () -> locked(this::complete))));
    envoy.request(1);
  }

  @Override
  public void onNext(DiscoveryRequest request) {
    locked(
        () -> {
          if (take(request)) {
            if (envoy.isReady()) {
              envoy.request(1);
            } else {
              isWaiting = true;
            }
          }
        });
  }

  @Override
  public void onError(Throwable cause) {
    locked(this::end);
  }

  @Override
  public void onCompleted() {
    locked(this::complete);
  }

  @Override
  public void offer(Snapshot snapshot) {
    locked(
        () -> {
          offered = snapshot;
          advance();
        });
  }

  @Override
  public void gone() {
    locked(
        () -> {
          LOG.info("{} has been deleted: its Envoy at {} keeps what it has", gateway, address);
          refuse(notFound(String.valueOf(gateway)));
        });
  }

  /** Ends it, as the server ends. */
  void stop() {
    locked(() -> refuse(Status.UNAVAILABLE.withDescription("The endpoint is stopping.")));
  }

  /** Whether the stream goes on. */
  private boolean take(DiscoveryRequest request) {
    if (request.getResourceNamesCount() > MAX_NAMES) {
      refuse(
          Status.INVALID_ARGUMENT.withDescription(
              "A request may name " + MAX_NAMES + " resources."));
      return false;
    }
    var type = ResourceType.of(request.getTypeUrl());
    var own = session;
    if (own == null) {
      own = join(request.getNode().getId());
      session = own;
    }
    if (own != null && type.isPresent()) {
      var error = request.hasErrorDetail() ? request.getErrorDetail().getMessage() : null;
      var step =
          own.request(
              new Request(
                  type.get(),
                  request.getVersionInfo(),
                  request.getResponseNonce(),
                  Set.copyOf(request.getResourceNamesList()),
                  error),
              now());
      step.rejection()
          .ifPresent(
              it -> {
                service.fleet().rejected(this, name(), it.response(), it.words(), Instant.now());
                service.publisher().rejected(name());
              });
      send(step.sent());
    }
    return own != null;
  }

  private @Nullable Session join(String id) {
    try {
      var name = service.ids().gateway(id);
      gateway = name;
      var snapshot = service.publisher().join(name, this);
      if (snapshot.isEmpty()) {
        refuse(notFound(id));
        return null;
      }
      service
          .fleet()
          .connected(this, new Fleet.Envoy(name, address, Instant.now(), Map.of(), null));
      return new Session(snapshot.get(), service.history().of(name));
    } catch (IllegalArgumentException e) {
      refuse(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("cannot make the configuration of {}", gateway, e);
      refuse(Status.UNAVAILABLE.withDescription("The endpoint cannot read its state now."));
    }
    return null;
  }

  private static Status notFound(String id) {
    return Status.NOT_FOUND.withDescription(
        "There is no virtual gateway " + id + ". Create it: this Envoy asks again by itself.");
  }

  private void ready() {
    advance();
    if (isWaiting && envoy.isReady()) {
      isWaiting = false;
      envoy.request(1);
    }
  }

  /** Sends what is due, if the Envoy reads. */
  private void advance() {
    if (session == null || !envoy.isReady()) {
      return;
    }
    var snapshot = offered;
    offered = null;
    send(snapshot == null ? session.advance(now()) : session.changed(snapshot, now()));
  }

  private void send(List<Sent> responses) {
    for (var it : responses) {
      envoy.onNext(
          DiscoveryResponse.newBuilder()
              .setTypeUrl(it.type().url())
              .setVersionInfo(it.version())
              .setNonce(it.nonce())
              .setControlPlane(ControlPlane.newBuilder().setIdentifier(service.identifier()))
              .addAllResources(it.resources().values().stream().map(Message::content).toList())
              .build());
      service.fleet().pushed(it);
    }
    if (session != null) {
      service.fleet().accepted(this, session.accepted());
      wakeAt(session.next(now()));
    }
  }

  private void wakeAt(Optional<Duration> time) {
    if (cancelWake != null) {
      cancelWake.run();
    }
    cancelWake =
        time.map(it -> service.timers().after(it.minus(now()), () -> locked(this::advance)))
            .orElse(null);
  }

  private void giveUp() {
    if (session == null) {
      refuse(Status.DEADLINE_EXCEEDED.withDescription("The Envoy has asked for nothing."));
    }
  }

  private void complete() {
    end();
    envoy.onCompleted();
  }

  private void refuse(Status status) {
    end();
    envoy.onError(status.asRuntimeException());
  }

  private void end() {
    isOver = true;
    if (session != null) {
      session.end();
      session = null;
    }
    if (gateway != null) {
      service.publisher().leave(gateway, this);
    }
    wakeAt(Optional.empty());
    cancelEnds.forEach(Runnable::run);
    service.ended(this);
  }

  private void locked(Runnable task) {
    lock.lock();
    try {
      if (!isOver) {
        task.run();
      }
    } finally {
      lock.unlock();
    }
  }

  private GatewayName name() {
    if (gateway == null) {
      throw new IllegalStateException("no request yet");
    }
    return gateway;
  }

  private Duration now() {
    return service.timers().now();
  }
}
