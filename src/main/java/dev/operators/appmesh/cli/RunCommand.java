// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.connect.Grants;
import dev.operators.appmesh.ops.CallRates;
import dev.operators.appmesh.ops.ClusterAccess;
import dev.operators.appmesh.ops.LeaderElection;
import dev.operators.appmesh.ops.ListenAddress;
import dev.operators.appmesh.ops.OldGeneration;
import dev.operators.appmesh.ops.OperatorApp;
import dev.operators.appmesh.ops.OutOfMemory;
import dev.operators.appmesh.ops.Settings;
import dev.operators.appmesh.ops.StartupException;
import dev.operators.appmesh.ops.WatchScope;
import dev.operators.appmesh.reconcile.watch.Intervals;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code run}: runs the operator until a signal stops it. */
@Command(
    name = "run",
    description = {
      "Runs the operator: it keeps the virtual gateways in App Mesh as the cluster's"
          + " VirtualGateway resources describe them.",
      "It connects to the cluster of KUBECONFIG or of the pod's service account, and takes AWS"
          + " credentials from the AWS SDK's default chain."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the options
public final class RunCommand extends Subcommand {

  @Mixin private AwsFlags aws = new AwsFlags();

  @Mixin private OwnerFlags owner = new OwnerFlags();

  @Option(
      names = "--watch-namespace",
      split = ",",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description = "Namespace to watch; repeatable. Default: all.")
  private Set<String> watchNamespaces = Set.of();

  @Option(
      names = "--watch-selector",
      paramLabel = "SELECTOR",
      description = "Label selector of the resources to watch. Default: all.")
  private @Nullable String watchSelector;

  @Option(
      names = "--grant",
      paramLabel = "JSON",
      showDefaultValue = Visibility.NEVER,
      description =
          "What the resources of some namespaces may do by the operator's own settings, as a member"
              + " of an AppMeshConnection's spec.grants; repeatable. An AppMeshConnection named"
              + " default is used instead if there is one. Default: every namespace may have"
              + " gateways in every mesh and adopt those that no resource owns.")
  private List<String> grants = List.of();

  @Option(
      names = "--drift-interval",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = Converters.ToDuration.class,
      description = "How often each mesh is listed to detect changes that others made.")
  private Duration driftInterval;

  @Option(
      names = "--full-resync-interval",
      paramLabel = "DURATION",
      defaultValue = "10h",
      converter = Converters.ToDuration.class,
      description =
          "How often each resource is compared with App Mesh even if nothing has" + " changed.")
  private Duration fullResyncInterval;

  @Option(
      names = "--retired-after",
      paramLabel = "DURATION",
      defaultValue = "10m",
      converter = Converters.ToDuration.class,
      description = "How long App Mesh must be unreachable before every resource reports it.")
  private Duration retiredAfter;

  @Option(
      names = "--max-concurrent-reconciles",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many resources are reconciled at the same time by each connection.")
  private int maxConcurrentReconciles;

  @Option(
      names = "--max-read-rate",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Maximum number of reads of App Mesh per second. 0: the operator learns what"
              + " App Mesh allows.")
  private double maxReadRate;

  @Option(
      names = "--max-write-rate",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Maximum number of writes to App Mesh per second. 0: the operator learns what"
              + " App Mesh allows.")
  private double maxWriteRate;

  @Option(
      names = "--leader-elect",
      description = "Elect one of several replicas as the leader; the others stand by.")
  private boolean leaderElect;

  @Option(
      names = "--leader-election-namespace",
      paramLabel = "NAME",
      description =
          "Namespace of the Lease for the leader election. Default: the namespace of the pod, or"
              + " of the kubeconfig's context.")
  private @Nullable String leaderElectionNamespace;

  @Option(
      names = "--leader-election-id",
      paramLabel = "NAME",
      description =
          "Name of the Lease. Default: appmesh-gateway-operator, followed by a hash of the watched"
              + " namespaces and selector if these are set.")
  private @Nullable String leaderElectionId;

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1:8080",
      paramLabel = "HOST:PORT",
      converter = Converters.ToListenAddress.class,
      description = "Address at which /livez, /readyz and /metrics are served.")
  private ListenAddress listen;

  @Mixin private LogFlags log = new LogFlags();

  @Override
  public Integer call() {
    log.use();
    OutOfMemory.endsTheProcess();
    OldGeneration.isCollectedWhenGrown();
    var settings =
        new Settings(
            aws.target(),
            new CallRates(maxReadRate, maxWriteRate),
            owner.marks(),
            new WatchScope(watchNamespaces, watchSelector),
            grants(),
            new Intervals(fullResyncInterval, driftInterval, retiredAfter),
            maxConcurrentReconciles,
            listen,
            new LeaderElection(leaderElect, leaderElectionNamespace, leaderElectionId));
    check(settings.problems());
    try {
      return Termination.await(() -> start(settings));
    } catch (StartupException e) {
      return failed(e.getMessage());
    }
  }

  private Grants grants() {
    try {
      return Grants.parse(grants);
    } catch (IllegalArgumentException e) {
      throw wrongValue("--grant", e.getMessage());
    }
  }

  private static AutoCloseable start(Settings settings) {
    // Each watch, status write and Event is a request of its own.
    var kubernetes =
        new ClusterAccess().client(null, config -> config.setMaxConcurrentRequests(512));
    try {
      var app = OperatorApp.start(settings, kubernetes);
      return () -> {
        app.close();
        kubernetes.close();
      };
    } catch (RuntimeException e) {
      kubernetes.close();
      throw e;
    }
  }
}
