// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.EndpointServer;
import dev.operators.appmesh.endpoint.GatewayConfigurations;
import dev.operators.appmesh.endpoint.settings.Authentication;
import dev.operators.appmesh.endpoint.settings.EndpointSettings;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import dev.operators.appmesh.envoy.Configuration;
import dev.operators.appmesh.ops.ListenAddress;
import dev.operators.appmesh.ops.ManagementServer;
import dev.operators.appmesh.ops.OldGeneration;
import dev.operators.appmesh.ops.OutOfMemory;
import dev.operators.appmesh.ops.StartupException;
import dev.operators.appmesh.xds.Access;
import dev.operators.appmesh.xds.Configurations;
import dev.operators.appmesh.xds.Fleet;
import dev.operators.appmesh.xds.GatewayName;
import dev.operators.appmesh.xds.XdsServer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code endpoint}: serves the App Mesh API until a signal stops it. */
@Command(
    name = "endpoint",
    subcommands = {DumpCommand.class, BootstrapCommand.class, EnvoysCommand.class},
    description =
        "Serves the App Mesh API, from meshes to routes, and gives Envoys their configuration.")
public final class EndpointCommand extends Subcommand {

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8585",
      converter = Converters.ToListenAddress.class,
      description = "Address at which the API is served. Port 0: any free port.")
  private ListenAddress listen = new ListenAddress("127.0.0.1", 8585);

  @Mixin private StorageFlags storage = new StorageFlags();

  @Option(
      names = "--seed",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "File printed by endpoint dump, loaded if there are no meshes yet. /dev/stdin: standard"
              + " input.")
  private @Nullable Path seed;

  @Mixin private QuotaFlags quotas = new QuotaFlags();

  @Mixin private FaultFlags faults = new FaultFlags();

  @Option(
      names = "--management-listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8586",
      converter = Converters.ToListenAddress.class,
      description =
          "Address at which /livez, /readyz, /metrics and /envoys are served. Port 0: any free"
              + " port.")
  private ListenAddress managementListen = new ListenAddress("127.0.0.1", 8586);

  @Mixin private XdsFlags xds = new XdsFlags();

  @Mixin private LogFlags log = new LogFlags();

  @Mixin private AccessFlags access = new AccessFlags();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-west-2",
      description = "AWS region in the ARNs and in the signatures of the calls.")
  private String region = "us-west-2";

  @Option(
      names = "--account-id",
      paramLabel = "ID",
      defaultValue = "123456789012",
      description = "AWS account that owns the resources, 12 digits.")
  private String accountId = "123456789012";

  @Option(
      names = "--mesh",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      description = "Mesh to create at the start if it does not exist; repeatable.")
  private List<String> meshes = new ArrayList<>();

  @Override
  public Integer call() {
    log.use();
    OutOfMemory.endsTheProcess();
    OldGeneration.isCollectedWhenGrown();
    checkFlags();
    try {
      var settings = settings();
      return Termination.await(() -> start(settings));
    } catch (UnusableFileException e) {
      tell(e.getMessage());
      return ExitCode.USAGE;
    } catch (UnusableStorageException e) {
      throw wrongValue(storage.flag(), e.getMessage());
    } catch (UncheckedIOException | StartupException e) {
      return failed(e.getMessage());
    }
  }

  private AutoCloseable start(EndpointSettings settings) {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    var server = new EndpointServer(settings, Clock.systemUTC(), faults.faults(), metrics);
    var fleet = new Fleet(metrics);
    var controlPlane = start(server, fleet);
    var management =
        new ManagementServer(
            "--management-listen",
            managementListen,
            metrics,
            server::unliveness,
            server::unreadiness,
            () -> "serving",
            List.of(new ManagementServer.Page("/envoys", () -> EnvoysCommand.json(fleet))));
    try {
      management.start();
    } catch (RuntimeException e) {
      controlPlane.ifPresent(XdsServer::close);
      server.close();
      throw e;
    }
    var out = out();
    out.println("Serving the App Mesh API of account " + accountId + " at " + server.uri());
    out.println("Its state is in the " + settings.storage().place());
    out.println("export AWS_ENDPOINT_URL_APP_MESH=" + server.uri());
    switch (settings.authentication()) {
      case Authentication.None() -> out.println("Calls need no signature.");
      case Authentication.KeyFile(var file) -> out.println("The access keys are in " + file);
      case Authentication.GeneratedKey key -> out.println("The access keys are in " + key.file());
    }
    controlPlane.ifPresent(
        it -> out.println("Serving Envoys at " + xds.listen().host() + ":" + it.port()));
    out.println(
        "Its health and metrics are on " + managementListen.host() + ":" + management.port());
    out.flush();
    return () -> {
      controlPlane.ifPresent(XdsServer::close);
      server.close();
      management.close();
    };
  }

  private Optional<XdsServer> start(EndpointServer server, Fleet fleet) {
    if (xds.isOff()) {
      return Optional.empty();
    }
    try {
      var started =
          new XdsServer(
              xds.settings(region, accountId, access),
              new MeshConfigurations(server.configurations(xds.translator())),
              xds.asksForSignatures() ? server::checkSignature : Access.OPEN,
              fleet);
      server.afterWrites(started::changed);
      return Optional.of(started);
    } catch (UncheckedIOException e) {
      server.close();
      throw new UncheckedIOException(e.getMessage() + "; set --xds-listen", e.getCause());
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The control plane knows nothing of the endpoint, and the endpoint nothing of it. */
  private record MeshConfigurations(GatewayConfigurations meshes) implements Configurations {
    @Override
    public Optional<Configuration> of(GatewayName name) {
      return meshes.of(name.mesh(), name.gateway());
    }

    @Override
    public Map<String, Long> revisions() {
      return meshes.revisions();
    }
  }

  private void checkFlags() {
    var problems = new ArrayList<>(storage.problems());
    problems.addAll(access.problems(listen, storage.folder()));
    problems.addAll(quotas.problems());
    problems.addAll(faults.problems(listen));
    problems.addAll(xds.problems(access));
    check(problems);
    if (!accountId.matches("\\d{12}")) {
      throw wrongValue("--account-id", "'" + accountId + "' is not 12 digits");
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw wrongValue("--region", "'" + region + "' is not the name of a region");
    }
    if (meshes.stream().anyMatch(it -> it.isEmpty() || it.length() > 255 || it.contains("/"))) {
      throw wrongValue("--mesh", "a mesh name has 1 to 255 characters and no slash");
    }
  }

  private EndpointSettings settings() {
    try {
      return new EndpointSettings(
          listen.host(),
          listen.port(),
          region,
          accountId,
          meshes,
          storage.storage(),
          seed,
          quotas.quotas(),
          access.authentication(storage.folder()),
          access.tls());
    } catch (IllegalArgumentException e) {
      throw wrongValue(storage.flag(), e.getMessage());
    }
  }
}
