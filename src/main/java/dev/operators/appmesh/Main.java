// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs. */
  public static void main(String[] args) {}
}
