// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.List;
import java.util.Map;

/** Decides who may call, beyond what TLS has decided. */
@FunctionalInterface
public interface Access {

  /** Everybody who gets here. */
  Access OPEN = (_, _) -> {};

  /**
   * Looks at the head of a call.
   *
   * @param path of the method, such as {@code /package.Service/Method}
   * @param headers by lower-case name; {@code host} is the authority
   * @throws IllegalArgumentException with the reason, if the call is not to be answered
   */
  void check(String path, Map<String, List<String>> headers);
}
