// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of an unquoted YAML scalar for kubectl. Its parser (go.yaml.in/yaml/v2) knows the
 * booleans and octal numbers of YAML 1.1 and the {@code 0o} and exponents of 1.2, but neither base
 * 60 nor dates.
 */
final class PlainScalar {

  private static final Set<String> TRUE = words("true", "yes", "on", "y");
  private static final Set<String> FALSE = words("false", "no", "off", "n");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> NO_JSON =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");

  private static final Pattern INTEGER =
      Pattern.compile(
          "(?<sign>[-+]?)(?:0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<bin>[01]+)|0[oO]?(?<oct>[0-7]+)"
              + "|(?<dec>0|[1-9][0-9]*))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /** Further scalars that YAML 1.1 and other parsers may not read as strings. */
  private static final Pattern SUSPICIOUS = Pattern.compile("[-+.=~<0-9].*", Pattern.DOTALL);

  /** Longer scalars are strings, even if they consist of digits. */
  private static final int LONGEST_NUMBER = 100;

  private PlainScalar() {}

  /**
   * The value of {@code word}: null, a Boolean, a Long, BigInteger or Double, or the word itself.
   *
   * @throws IllegalArgumentException for values that JSON does not have: infinity and not-a-number
   */
  static @Nullable Object resolve(String word) {
    if (NULL.contains(word)) {
      return null;
    }
    if (TRUE.contains(word) || FALSE.contains(word)) {
      return TRUE.contains(word);
    }
    if (NO_JSON.contains(word)) {
      throw new IllegalArgumentException(word + " is not a number in JSON: quote it");
    }
    if (word.length() > LONGEST_NUMBER || !SUSPICIOUS.matcher(word).matches()) {
      return word;
    }
    var plain = word.startsWith("_") ? word : word.replace("_", "");
    var integer = INTEGER.matcher(plain);
    if (integer.matches()) {
      var value =
          integer.group("hex") != null
              ? new BigInteger(integer.group("hex"), 16)
              : integer.group("bin") != null
                  ? new BigInteger(integer.group("bin"), 2)
                  : integer.group("oct") != null
                      ? new BigInteger(integer.group("oct"), 8)
                      : new BigInteger(integer.group("dec"));
      return number(integer.group("sign").equals("-") ? value.negate() : value);
    }
    return FLOAT.matcher(plain).matches() ? number(Double.parseDouble(plain)) : word;
  }

  /**
   * Whether a parser of YAML 1.1 or 1.2 may read the unquoted word as something other than a
   * string.
   */
  static boolean isAmbiguous(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return TRUE.contains(lower)
        || FALSE.contains(lower)
        || lower.equals("null")
        || word.isEmpty()
        || SUSPICIOUS.matcher(word).matches();
  }

  static Number number(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  /** Integral values become integers: 80.0 is 80. */
  static Number number(double value) {
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("the number is too large");
    }
    return value == Math.rint(value) && Math.abs(value) < 0x1p63
        ? (Number) (long) value
        : (Number) value;
  }

  /** Each word in lower case, in upper case, and capitalized. */
  private static Set<String> words(String... small) {
    return Stream.of(small)
        .flatMap(
            word ->
                Stream.of(
                    word,
                    word.toUpperCase(Locale.ROOT),
                    word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
