// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

/**
 * Limits of files, so that no file can exhaust the program: whatever is in a file within them, its
 * values fit into a heap of 256 MiB.
 */
final class Bounds {

  /** Maximum number of bytes of a file: some thousand resources as kubectl prints them. */
  static final int BYTES = 16 << 20;

  /** Maximum depth of nesting; a VirtualGateway has 14 levels. */
  static final int DEPTH = 64;

  /**
   * Maximum number of values in a file, with each alias counted as the value that it stands for. A
   * value takes about 25 bytes of a file that kubectl prints.
   */
  static final int VALUES = 750_000;

  /** Maximum number of objects of Kubernetes or App Mesh in a file. */
  static final int OBJECTS = 20_000;

  /** Maximum number of objects and members that the objects of a file take over by {@code <<}. */
  static final int MERGED = 100_000;

  /** Maximum number of anchors in a document. */
  static final int ANCHORS = 10_000;

  /** Maximum number of characters of a string or line, more than the API server accepts. */
  static final int TEXT = 2 << 20;

  /** A line of YAML with more characters is long. */
  static final int LONG_LINE = 64 << 10;

  /**
   * Maximum number of characters in all long lines of YAML. SnakeYAML's time grows with the square
   * of the length of a word.
   */
  static final int LONG_LINES = 4 << 20;

  /** Maximum number of characters of a name; in Kubernetes, none has more than 317. */
  static final int NAME = 1024;

  static final String TOO_LARGE = "larger than " + (BYTES >> 20) + " MiB: split the file";
  static final String TOO_DEEP = "nested to more than " + DEPTH + " levels";
  static final String TOO_MANY =
      "more than " + VALUES + " values in a file, aliases included: split the file";
  static final String TOO_MANY_OBJECTS = "more than " + OBJECTS + " objects in a file: split it";
  static final String TOO_MANY_MERGED =
      "more than " + MERGED + " members taken over by <<: write them out, or split the file";
  static final String TOO_MANY_ANCHORS = "more than " + ANCHORS + " anchors in a document";
  static final String TOO_LONG = "a text of more than " + TEXT + " characters";
  static final String LINE_TOO_LONG = "a line of more than " + TEXT + " characters";
  static final String TOO_MANY_LONG_LINES =
      "more than %d characters in lines of more than %d: split the file"
          .formatted(LONG_LINES, LONG_LINE);
  static final String NAME_TOO_LONG = "the name of a member has more than " + NAME + " characters";

  private Bounds() {}
}
