// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Text that can be written again: UTF-8, and no half characters. */
final class Unicode {

  private Unicode() {}

  /**
   * The value itself.
   *
   * @throws IllegalArgumentException if it is text with half of a surrogate pair
   */
  static @Nullable Object checked(@Nullable Object value) {
    if (value instanceof String text && !UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("a text is not valid Unicode: half of a surrogate pair");
    }
    return value;
  }

  /**
   * The text of a file.
   *
   * @throws UnreadableDocumentException if it is not UTF-8
   */
  static String decode(String source, byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    var result = UTF_8.newDecoder().decode(in, out, true);
    var text = out.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      throw new UnreadableDocumentException(
          source, line, "not UTF-8", new CharacterCodingException());
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
