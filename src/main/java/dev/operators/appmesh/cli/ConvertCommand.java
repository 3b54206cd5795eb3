// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.migrate.LossReport;
import dev.operators.appmesh.migrate.controller.ControllerCluster;
import dev.operators.appmesh.migrate.controller.ControllerManifests;
import dev.operators.appmesh.migrate.controller.ControllerManifests.Conversion;
import dev.operators.appmesh.migrate.controller.MigrationOrder;
import dev.operators.appmesh.ops.ClusterAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code convert}: converts resources of AWS's controller to resources of this
 * operator.
 */
@Command(
    name = "convert",
    description = {
      "Converts the VirtualGateways of AWS's own controller (appmesh.k8s.aws/v1beta2) to resources"
          + " of this operator, as YAML on standard output. Standard error reports what is not"
          + " copied, what needs a decision, and the safe order of the migration.",
      "Exit code: 0; 1 if a resource was rejected, if there was none, or if --fail-on says so; 2"
          + " for wrong usage."
    })
public final class ConvertCommand extends Subcommand {

  @Option(
      names = {"-f", "--filename"},
      split = ",",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Manifests of VirtualGateways, with those of their Meshes and Namespaces: a file, a"
              + " folder (all .yaml, .yml and .json files in it and its subfolders), or - for"
              + " standard input; repeatable. Default: none.")
  private List<String> files = List.of();

  @Option(
      names = "--cluster",
      description = "Read them from the cluster instead. This needs the right to list them.")
  private boolean cluster;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Kubeconfig file for --cluster. Default: as for kubectl.")
  private @Nullable Path kubeconfig;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      converter = Converters.ToNamespace.class,
      description =
          "With -f: namespace of the manifests that name none. With --cluster: the only namespace"
              + " to read. Default: none with -f, all with --cluster.")
  private @Nullable String namespace;

  @Option(
      names = "--mesh",
      paramLabel = "NAME",
      description =
          "Mesh of the gateways whose mesh the Meshes and Namespaces do not determine. For a mesh"
              + " of another account, give the manifest of its Mesh instead. Default: such"
              + " gateways are rejected.")
  private @Nullable String mesh;

  @Mixin private ReportFlags report = new ReportFlags();

  @Override
  public Integer call() {
    if (cluster == !files.isEmpty()) {
      throw wrong("Give either -f FILE or --cluster");
    }
    if (kubeconfig != null && !(cluster && Files.isReadable(kubeconfig))) {
      throw wrongValue(
          "--kubeconfig", cluster ? kubeconfig + " cannot be read" : "it requires --cluster");
    }
    try {
      var documents = cluster ? resources() : documents(files, InputFiles.Content.MANIFESTS);
      return deliver(new ControllerManifests(namespace, mesh).convert(documents));
    } catch (UnreadableDocumentException e) {
      return failed(e.getMessage());
    }
  }

  private List<Document> resources() {
    // The user waits: with the default of ten retries, that takes half a minute.
    try (var client =
        new ClusterAccess().client(kubeconfig, config -> config.setRequestRetryBackoffLimit(2))) {
      return new ControllerCluster(client).read(namespace);
    }
  }

  private int deliver(Conversion conversion) {
    out().print(YamlText.write(conversion.resources()));
    out().flush();
    conversion.refusals().forEach(refusal -> tell(refusal.text()));
    var code = report.deliver(new LossReport(conversion.findings()), err());
    if (conversion.found() == 0) {
      return failed("There is no VirtualGateway of appmesh.k8s.aws/v1beta2.");
    }
    err().print(MigrationOrder.TEXT);
    err().flush();
    return conversion.refusals().isEmpty() ? code : ExitCode.SOFTWARE;
  }
}
