// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate;

import java.util.List;

/**
 * What became of one field of a resource.
 *
 * @param resource whose field it is: {@code VirtualGateway apps/ingress}
 * @param field where, as {@code kubectl explain} spells it: {@code spec.listeners[0].tls.mode};
 *     something that is no field has a name without dots, such as {@code routes}
 * @param verdict what became of it
 * @param words why, and what to do, in one line; empty where there is nothing to say. Never the
 *     content of a secret
 * @param commands for a shell, one a string, what to run for it; may be empty
 */
public record Finding(
    String resource, String field, Verdict verdict, String words, List<String> commands) {

  public Finding {
    commands = List.copyOf(commands);
  }

  /** A finding without commands. */
  public Finding(String resource, String field, Verdict verdict, String words) {
    this(resource, field, verdict, words, List.of());
  }
}
