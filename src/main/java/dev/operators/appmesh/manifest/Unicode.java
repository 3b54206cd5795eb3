// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes files and checks strings, so that every string can be written again. */
final class Unicode {

  private Unicode() {}

  /**
   * Returns the value itself.
   *
   * @throws IllegalArgumentException if it is a string with an unpaired surrogate
   */
  static @Nullable Object checked(@Nullable Object value) {
    if (value instanceof String text && !UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("a text is not valid Unicode: half of a surrogate pair");
    }
    return value;
  }

  /**
   * The text of a file, which is UTF-8 unless a byte order mark says UTF-16. As for kubectl, UTF-32
   * is none of these.
   *
   * @throws UnreadableDocumentException if the file has another encoding
   */
  static String decode(String source, byte[] bytes) {
    if (isUtf32(bytes)) {
      throw new UnreadableDocumentException(
          source, 1, "UTF-32, which kubectl does not read: save the file as UTF-8", null);
    }
    var charset = charset(bytes);
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    var result = charset.newDecoder().decode(in, out, true);
    var text = out.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      throw new UnreadableDocumentException(
          source, line, "not " + charset, new CharacterCodingException());
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The text of a file, with a sign in place of each character that cannot be decoded. */
  static String decodeLeniently(byte[] bytes) {
    return new String(bytes, charset(bytes));
  }

  /** The byte order mark of UTF-32 begins or ends like that of UTF-16. */
  private static boolean isUtf32(byte[] bytes) {
    return bytes.length >= 4
        && (Arrays.equals(bytes, 0, 4, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}, 0, 4)
            || Arrays.equals(bytes, 0, 4, new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF}, 0, 4));
  }

  /** Windows PowerShell writes UTF-16 by default. */
  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
      return UTF_16BE;
    }
    return bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
        ? UTF_16LE
        : UTF_8;
  }
}
