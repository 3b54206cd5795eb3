// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

/** What a file may be, so that none can exhaust the program. */
final class Bounds {

  /** Bytes of a file: a hundred thousand resources or so. */
  static final int BYTES = 256 << 20;

  /** Levels of nesting; a VirtualGateway has 14. */
  static final int DEPTH = 64;

  /** Values of a document, each alias counted as what it stands for. */
  static final long VALUES = 20_000_000;

  /** Members that the objects of a document take over from others by {@code <<}. */
  static final int MERGED = 1_000_000;

  /** Characters of a text: more than the API server takes in an object. */
  static final int TEXT = 2 << 20;

  static final String TOO_DEEP = "nested to more than " + DEPTH + " levels";
  static final String TOO_MANY = "more than " + VALUES + " values in a document";
  static final String TOO_MANY_MERGED = "more than " + MERGED + " members taken over by <<";
  static final String TOO_LONG = "a text of more than " + TEXT + " characters";

  private Bounds() {}
}
