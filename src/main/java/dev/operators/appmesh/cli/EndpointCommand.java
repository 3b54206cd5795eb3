// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.EndpointServer;
import dev.operators.appmesh.endpoint.EndpointSettings;
import dev.operators.appmesh.endpoint.FaultRule;
import dev.operators.appmesh.endpoint.Faults;
import dev.operators.appmesh.endpoint.RandomFaults;
import dev.operators.appmesh.endpoint.RateLimits;
import dev.operators.appmesh.ops.ListenAddress;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code endpoint}: serves the App Mesh API until the process is told to stop. */
@Command(
    name = "endpoint",
    description = "Serves the App Mesh API for meshes, virtual gateways and tags.")
public final class EndpointCommand implements Callable<Integer> {

  private static final int MAX_RATE = 1_000_000;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8585",
      converter = ListenAddressConverter.class,
      description = "Where to listen; port 0 is any free one.")
  private ListenAddress listen = new ListenAddress("127.0.0.1", 8585);

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-west-2",
      description = "The AWS region that the ARNs name.")
  private String region = "us-west-2";

  @Option(
      names = "--account-id",
      paramLabel = "ID",
      defaultValue = "123456789012",
      description = "The account that owns what is made, 12 digits.")
  private String accountId = "123456789012";

  @Option(
      names = "--mesh",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      description = "A mesh to make at the start where it is missing. Repeatable.")
  private List<String> meshes = new ArrayList<>();

  @Option(
      names = "--fault",
      paramLabel = "OPERATION=KIND@RATE",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      converter = FaultRuleConverter.class,
      description =
          "For tests of clients: treats a share of the calls badly. An operation, such as"
              + " CreateVirtualGateway, or * for all; throttle, 500, 503, cut-before, cut-after or"
              + " delay:TIME; a share, such as 0.2 or 20%%. Repeatable, the first that hits"
              + " decides.")
  private List<FaultRule> faults = new ArrayList<>();

  @Option(
      names = "--rate-limit",
      paramLabel = "reads=N|writes=N",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      description =
          "For tests of clients: refuses what exceeds so many calls per second. Default: none.")
  private Map<RateKind, Double> rateLimits = new EnumMap<>(RateKind.class);

  @Option(
      names = "--allow-faults",
      description = "Permit --fault and --rate-limit with a --listen that others can reach.")
  private boolean allowFaults;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The words of {@code --rate-limit}. */
  enum RateKind {
    reads,
    writes
  }

  @Override
  public Integer call() {
    var settings = settings();
    try {
      return Termination.await(() -> start(settings));
    } catch (UncheckedIOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private EndpointServer start(EndpointSettings settings) {
    var server = new EndpointServer(settings, Clock.systemUTC(), faults());
    var out = spec.commandLine().getOut();
    out.println("Serving the App Mesh API of account " + accountId + " at " + server.uri());
    out.println("export AWS_ENDPOINT_URL_APP_MESH=" + server.uri());
    out.flush();
    return server;
  }

  private EndpointSettings settings() {
    if (!listen.isLoopback()) {
      throw refused("--listen", "requests are not signed yet, so only a loopback address is safe");
    }
    if (!listen.isLoopback() && !allowFaults && !(faults.isEmpty() && rateLimits.isEmpty())) {
      throw refused(
          faults.isEmpty() ? "--rate-limit" : "--fault",
          "others can reach --listen " + listen + "; permit it with --allow-faults");
    }
    if (rateLimits.values().stream().anyMatch(rate -> !(rate > 0 && rate <= MAX_RATE))) {
      throw refused("--rate-limit", "a rate is more than 0 and at most " + MAX_RATE);
    }
    if (!accountId.matches("\\d{12}")) {
      throw refused("--account-id", "'" + accountId + "' is not 12 digits");
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw refused("--region", "'" + region + "' is not the name of a region");
    }
    if (meshes.stream().anyMatch(EndpointCommand::isNoName)) {
      throw refused("--mesh", "a name has 1 to 255 characters and no slash");
    }
    return new EndpointSettings(listen.host(), listen.port(), region, accountId, meshes);
  }

  private Faults faults() {
    Faults limits =
        rateLimits.isEmpty()
            ? Faults.NONE
            : new RateLimits(
                rateLimits.getOrDefault(RateKind.reads, 0.0),
                rateLimits.getOrDefault(RateKind.writes, 0.0),
                System::nanoTime);
    return limits.or(new RandomFaults(faults, new Random()));
  }

  private static boolean isNoName(String mesh) {
    return mesh.isEmpty() || mesh.length() > 255 || mesh.contains("/");
  }

  private ParameterException refused(String flag, String why) {
    return new ParameterException(
        spec.commandLine(), "Invalid value for option '" + flag + "': " + why);
  }
}
