// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secrets in the operator's own namespace that connections name. They are read one by one and
 * not watched, so that the operator needs only the right to get these Secrets.
 */
final class KeySecrets {

  /** The content of a Secret. */
  sealed interface Reading {
    /** An access key. */
    record Found(Credentials.Key key) implements Reading {}

    /**
     * There is no access key.
     *
     * @param problem names the Secret and the remedy: for the log, not for those who use
     *     connections
     */
    record Missing(String problem) implements Reading {}
  }

  private static final Logger log = LoggerFactory.getLogger(KeySecrets.class);

  private static final String ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
  private static final String TOKEN = "AWS_SESSION_TOKEN";

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, Reading> known = new ConcurrentHashMap<>();

  /**
   * @param namespace the operator's own
   */
  KeySecrets(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** The content of the Secret when it was last read. Reads it the first time. */
  Reading get(String name) {
    return known.computeIfAbsent(name, it -> logged(look(it, null)));
  }

  /**
   * Reads all Secrets again.
   *
   * @param named the names in connections; all others are forgotten
   * @return the names of the Secrets that have changed
   */
  Set<String> refresh(Collection<String> named) {
    known.keySet().retainAll(named);
    var changed = new HashSet<String>();
    known.forEach(
        (name, before) -> {
          var now = look(name, before);
          if (!now.equals(before)) {
            known.put(name, logged(now));
            changed.add(name);
          }
        });
    return changed;
  }

  private static Reading logged(Reading reading) {
    if (reading instanceof Reading.Missing(var problem)) {
      log.warn("{}; connections that name it cannot be used", problem);
    }
    return reading;
  }

  private Reading look(String name, @Nullable Reading before) {
    try {
      var secret = client.secrets().inNamespace(namespace).withName(name).get();
      return secret == null
          ? new Reading.Missing(
              "There is no Secret %s in namespace %s: create it".formatted(name, namespace))
          : read(secret, name);
    } catch (KubernetesClientException e) {
      log.debug("Secret {} cannot be read", name, e);
      if (e.getCode() == 403) {
        return new Reading.Missing(
            "The operator may not read Secret %s in namespace %s: allow its service account to get it"
                .formatted(name, namespace));
      }
      return before == null
          ? new Reading.Missing(
              "Secret %s in namespace %s cannot be read: the API server does not answer"
                  .formatted(name, namespace))
          : before;
    }
  }

  private Reading read(Secret secret, String name) {
    var id = value(secret, ID);
    var key = value(secret, SECRET);
    return id.isEmpty() || key.isEmpty()
        ? new Reading.Missing(
            "Secret %s in namespace %s must have the keys %s and %s: add them"
                .formatted(name, namespace, ID, SECRET))
        : new Reading.Found(
            new Credentials.Key(id.get(), key.get(), value(secret, TOKEN).orElse(null)));
  }

  private static Optional<String> value(Secret secret, String key) {
    return Optional.ofNullable(secret.getData())
        .map(it -> it.get(key))
        .map(it -> new String(Base64.getDecoder().decode(it), UTF_8))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }
}
