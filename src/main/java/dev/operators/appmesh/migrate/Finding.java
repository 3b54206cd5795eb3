// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate;

import java.util.List;

/**
 * What became of one field of a resource.
 *
 * @param resource the resource of the field, such as {@code VirtualGateway apps/ingress}
 * @param field the path, such as {@code spec.listeners[0].tls.mode}; a name without dots, such as
 *     {@code routes}, if it is not a field
 * @param verdict what became of it
 * @param words why, and what to do, in one line; may be empty. Never contains a secret
 * @param commands shell commands to run, one in each string; may be empty
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
