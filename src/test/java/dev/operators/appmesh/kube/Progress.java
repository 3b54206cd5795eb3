// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

/** What a person at the console reads while a cluster is being prepared. */
final class Progress {

  private Progress() {}

  static void say(String line) {
    System.out.println("[kube] " + line);
    System.out.flush();
  }
}
