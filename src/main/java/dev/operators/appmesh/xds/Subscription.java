// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One type of resources on one stream: what the Envoy asks for, what it got, and what it said to
 * that. A rejected version is not sent again on the stream.
 */
final class Subscription {

  /** In {@link #delivered}, the hash of what does not exist. */
  private static final String NOTHING = "";

  private final ResourceType type;
  private final Deque<Sent> unanswered = new ArrayDeque<>();
  private final Set<String> rejected = new HashSet<>();

  /** The hashes of what was sent last, by name. */
  private final Map<String, String> delivered = new HashMap<>();

  private boolean asked;
  private boolean resumed;
  private Set<String> names = Set.of();
  private String claimed = "";
  private String accepted = "";
  private String sent = "";
  private long count;

  Subscription(ResourceType type) {
    this.type = type;
  }

  /** What a request says of a response. */
  sealed interface Answer {

    /** The first request of the stream for this type. */
    record First() implements Answer {}

    /** The Envoy has applied the response. */
    record Accepted(Sent response) implements Answer {}

    /** The Envoy has not applied the response, or not all of it. */
    record Rejected(Sent response, String words) implements Answer {}

    /** Nothing new. */
    record Nothing() implements Answer {}
  }

  /** Takes a request. */
  Answer take(Request request) {
    var answer = asked ? answer(request) : first(request);
    names = Set.copyOf(request.names());
    delivered.keySet().removeIf(name -> !type.isWildcard() && !names.contains(name));
    return answer;
  }

  private Answer first(Request request) {
    asked = true;
    claimed = request.version();
    resumed = !claimed.isEmpty();
    accepted = claimed;
    return new Answer.First();
  }

  private Answer answer(Request request) {
    Sent response = null;
    if (unanswered.stream().anyMatch(it -> it.nonce().equals(request.nonce()))) {
      do {
        response = unanswered.removeFirst();
      } while (!response.nonce().equals(request.nonce()));
    }
    if (response == null) {
      return new Answer.Nothing();
    }
    if (request.error() == null) {
      accepted = response.version();
      return new Answer.Accepted(response);
    }
    rejected.add(response.version());
    // It may have taken none of it: what is good comes again, once the rest is another.
    response.resources().forEach((name, message) -> delivered.remove(name, message.hash()));
    return new Answer.Rejected(response, request.error());
  }

  /** The version that the Envoy names, which may be none, is not what it has. */
  void doubt() {
    claimed = "";
    resumed = true;
  }

  /**
   * What is to be sent of {@code content} now; it counts as sent. Of a type of which all is sent,
   * all of it is sent or nothing.
   *
   * @param held what must wait; the Envoy keeps what it has of it
   */
  Optional<Sent> next(SequencedMap<String, Message> content, Predicate<String> held) {
    if (!asked || (!type.isWildcard() && names.isEmpty())) {
      return Optional.empty();
    }
    var all = new LinkedHashMap<>(content);
    all.keySet().removeIf(name -> !type.isWildcard() && !names.contains(name));
    // By name, an Envoy also asks anew for what it has had and dropped since that version.
    if (type.isWildcard() && !claimed.isEmpty() && claimed.equals(Versions.of(all))) {
      sent = claimed;
    }
    claimed = "";
    var wanted = new LinkedHashMap<>(all);
    wanted.keySet().removeIf(held);
    var version = Versions.of(wanted);
    if (!isNews(wanted, version, held) || rejected.contains(version)) {
      return Optional.empty();
    }
    delivered(wanted);
    sent = version;
    var response = new Sent(type, String.valueOf(++count), version, wanted);
    unanswered.add(response);
    return Optional.of(response);
  }

  private boolean isNews(Map<String, Message> wanted, String version, Predicate<String> held) {
    if (type.isWildcard()) {
      return !version.equals(sent);
    }
    // What is gone stays in the Envoy until it does not ask for it any more.
    return names.stream()
        .filter(name -> !held.test(name))
        .anyMatch(
            name -> {
              var message = wanted.get(name);
              return message == null
                  ? !delivered.containsKey(name)
                  : !message.hash().equals(delivered.get(name));
            });
  }

  private void delivered(Map<String, Message> resources) {
    if (type.isWildcard()) {
      return;
    }
    names.forEach(name -> delivered.putIfAbsent(name, NOTHING));
    resources.forEach((name, message) -> delivered.put(name, message.hash()));
  }

  /** Whether the Envoy has asked for the type on this stream. */
  boolean isAsked() {
    return asked;
  }

  /** What the Envoy asks for by name. */
  Set<String> names() {
    return names;
  }

  /** Whether the Envoy has accepted all that it was sent, and this is what it has of the name. */
  boolean has(String name, Message message) {
    return isSettled() && message.hash().equals(delivered.get(name));
  }

  /** Whether the Envoy asks for it, and is to be sent this or has not answered it. */
  boolean isPending(String name, Message message) {
    return names.contains(name)
        && (awaits(name)
            || (!message.hash().equals(delivered.get(name)) && !isRejected(name, message)));
  }

  /** Whether the Envoy has rejected just this. */
  boolean isRejected(String name, Message message) {
    return rejected.contains(Versions.of(Map.of(name, message)));
  }

  /** Whether the Envoy has accepted all that it was sent. */
  boolean isSettled() {
    return asked && unanswered.isEmpty() && accepted.equals(sent);
  }

  /** Whether the Envoy had a version before this stream. */
  boolean isResumed() {
    return resumed;
  }

  /** The versions after which the Envoy was sent others, of which it may have taken parts. */
  List<String> doubtful() {
    if (!asked || isSettled()) {
      return List.of();
    }
    var versions = new ArrayList<>(List.of(accepted));
    unanswered.forEach(it -> versions.add(it.version()));
    return List.copyOf(unanswered.isEmpty() ? versions : versions.subList(0, versions.size() - 1));
  }

  /** Whether a response without an answer so far has the name. */
  boolean awaits(String name) {
    return unanswered.stream().anyMatch(it -> it.resources().containsKey(name));
  }

  /** The responses without an answer so far. */
  List<Sent> unanswered() {
    return List.copyOf(unanswered);
  }

  /** The version that the Envoy has accepted last, on this stream or before; empty for none. */
  String accepted() {
    return accepted;
  }
}
