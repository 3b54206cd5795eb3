// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

/** What a person at the console reads while programs are being prepared. */
public final class Progress {

  private Progress() {}

  /** Prints one line about {@code topic}, such as {@code kube}. */
  public static void say(String topic, String line) {
    System.out.println("[" + topic + "] " + line);
    System.out.flush();
  }
}
