// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;

/** The values of quoted, plain and tagged YAML scalars. */
final class YamlScalar {

  private YamlScalar() {}

  /**
   * Null, a Boolean, a number or a string.
   *
   * @throws IllegalArgumentException if JSON has no such value, if its tag does not fit, or if it
   *     is too long
   */
  static @Nullable Object value(ScalarEvent scalar) {
    var text = scalar.getValue();
    if (text.length() > Bounds.TEXT) {
      throw new IllegalArgumentException(Bounds.TOO_LONG);
    }
    var tag = scalar.getTag();
    if (tag == null || tag.equals("!")) {
      return Unicode.checked(
          scalar.isPlain() && tag == null ? PlainScalar.resolve(text) : (Object) text);
    }
    var value = tag.equals(Tag.STR.getValue()) ? text : PlainScalar.resolve(text);
    boolean fits =
        switch (value) {
          case null -> tag.equals(Tag.NULL.getValue());
          case String _ -> tag.equals(Tag.STR.getValue());
          case Boolean _ -> tag.equals(Tag.BOOL.getValue());
          case Double _ -> tag.equals(Tag.FLOAT.getValue());
          default -> tag.equals(Tag.INT.getValue()) || tag.equals(Tag.FLOAT.getValue());
        };
    if (!fits) {
      throw new IllegalArgumentException("the tag " + tag + " does not fit, or is unknown");
    }
    return Unicode.checked(value);
  }
}
