// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

/** Which calls go first where calls are limited. */
public enum Priority {
  /** What users asked for. */
  REQUESTED,
  /** What nobody asked for: it waits until nothing requested waits. */
  BACKGROUND
}
