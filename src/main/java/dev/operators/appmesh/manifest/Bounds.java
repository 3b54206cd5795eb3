// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

/** Limits of files, so that no file can exhaust the program. */
final class Bounds {

  /** Maximum number of bytes of a file: about a hundred thousand resources. */
  static final int BYTES = 256 << 20;

  /** Maximum depth of nesting; a VirtualGateway has 14 levels. */
  static final int DEPTH = 64;

  /**
   * Maximum number of values in a document, with each alias counted as the value that it stands
   * for.
   */
  static final long VALUES = 20_000_000;

  /** Maximum number of members that the objects of a document take from others by {@code <<}. */
  static final int MERGED = 1_000_000;

  /** Maximum number of characters of a string, more than the API server accepts in an object. */
  static final int TEXT = 2 << 20;

  static final String TOO_DEEP = "nested to more than " + DEPTH + " levels";
  static final String TOO_MANY = "more than " + VALUES + " values in a document";
  static final String TOO_MANY_MERGED = "more than " + MERGED + " members taken over by <<";
  static final String TOO_LONG = "a text of more than " + TEXT + " characters";

  private Bounds() {}
}
