// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

/** What goes on beside the passes over resources. */
public interface Background {

  /** Begins. */
  void start();

  /** Ends; what is under way goes on to its end. */
  void stop();
}
