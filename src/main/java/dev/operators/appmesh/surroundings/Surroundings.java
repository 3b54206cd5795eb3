// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.surroundings;

import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variables that a client's library reads by itself, without a flag of ours.
 *
 * @param client what is set up with them, such as {@code the AWS client}
 * @param names matches the names of the variables
 * @param environment all variables of the process
 */
public record Surroundings(String client, Pattern names, Map<String, String> environment) {

  private static final Pattern SECRET =
      Pattern.compile(".*(SECRET|TOKEN|PASSWORD|PASSPHRASE|_DATA).*");

  /** A shorter value is found in many a message by chance. */
  private static final int TELLING_LENGTH = 2;

  /**
   * What {@code building} returns.
   *
   * @throws SurroundingsException if it throws anything; the message names the variables that may
   *     be the reason
   */
  public <T> T build(Supplier<T> building) {
    try {
      return building.get();
    } catch (SurroundingsException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SurroundingsException(
          "%s cannot be set up: %s: %s".formatted(client, withoutSecrets(words(e)), advice(e)), e);
    }
  }

  /** The innermost words: outer exceptions often say only that there was an error. */
  private static String words(Throwable thrown) {
    var innermost =
        Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
            .filter(it -> it.getMessage() != null)
            .reduce(thrown, (_, inner) -> inner);
    var message = String.valueOf(innermost.getMessage()).strip();
    var line = message.lines().findFirst().orElse("").replaceFirst("[.:]$", "");
    return innermost instanceof NoSuchFileException ? "there is no file " + line : line;
  }

  private String advice(Throwable thrown) {
    var words = words(thrown);
    var named = set().stream().filter(words::contains).toList();
    var suspects =
        named.isEmpty() ? set().stream().filter(name -> quotes(words, name)).toList() : named;
    if (!suspects.isEmpty()) {
      return "correct or unset " + String.join(", ", suspects);
    }
    var set = set();
    return set.isEmpty()
        ? "correct what it was given"
        : "check what these environment variables say: " + String.join(", ", set);
  }

  /** Whether {@code words} have the variable's value, and not only within a word. */
  private boolean quotes(String words, String variable) {
    var value = environment.getOrDefault(variable, "");
    return value.length() >= TELLING_LENGTH
        && Pattern.compile("(?<!\\w)" + Pattern.quote(value) + "(?!\\w)").matcher(words).find();
  }

  private List<String> set() {
    return environment.keySet().stream()
        .filter(name -> names.matcher(name).matches())
        .sorted()
        .toList();
  }

  private String withoutSecrets(String words) {
    var shown = words;
    for (var variable : environment.entrySet()) {
      var value = variable.getValue();
      if (value.length() >= TELLING_LENGTH && SECRET.matcher(variable.getKey()).matches()) {
        shown = shown.replace(value, "***");
      }
    }
    return shown;
  }
}
