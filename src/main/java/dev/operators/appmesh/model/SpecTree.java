// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.Map;

/** A virtual gateway's spec. (To be completed.) */
public record SpecTree(Map<String, Object> members) {
  /** The spec as JSON. */
  public String json() {
    return members.toString();
  }
}
