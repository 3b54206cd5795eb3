// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads the defaults of flags from environment variables: {@code --aws-region} from {@code
 * APPMESH_OPERATOR_AWS_REGION}. The values of a repeatable flag are separated by commas. An empty
 * variable counts as not set.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {
  private static final String PREFIX = "APPMESH_OPERATOR_";

  private final Map<String, String> environment;

  /** Reads the environment of this process. */
  public EnvironmentDefaults() {
    this(System.getenv());
  }

  EnvironmentDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    var value = environment.getOrDefault(variable(option), "");
    return value.isEmpty() ? null : value;
  }

  /** The name of the variable for {@code option}. */
  static String variable(OptionSpec option) {
    var flag = Stream.of(option.names()).max(Comparator.comparingInt(String::length)).orElseThrow();
    return PREFIX + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
