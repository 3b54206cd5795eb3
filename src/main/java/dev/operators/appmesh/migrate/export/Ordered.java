// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps that keep the order in which they are written. */
public final class Ordered {

  private Ordered() {}

  /**
   * A map of names and values, in turn.
   *
   * @param namesAndValues a name, its value, the next name and so on; what has no value is left out
   */
  public static Map<String, Object> map(@Nullable Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      var value = namesAndValues[i + 1];
      if (value != null) {
        map.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return Collections.unmodifiableMap(map);
  }
}
