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

  static final String TOO_DEEP = "nested to more than " + DEPTH + " levels";
  static final String TOO_MANY = "more than " + VALUES + " values in a document";

  private Bounds() {}
}
