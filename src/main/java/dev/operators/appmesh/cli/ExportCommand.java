// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.manifest.UnreadableDocumentException;
import dev.operators.appmesh.migrate.LossReport;
import dev.operators.appmesh.migrate.export.Exported;
import dev.operators.appmesh.migrate.export.GatewayManifests;
import dev.operators.appmesh.migrate.export.SourceGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code export}: converts virtual gateways to configuration that works without App
 * Mesh.
 */
@Command(
    name = "export",
    description = {
      "Converts virtual gateways to configuration that works without App Mesh: Gateway API"
          + " resources with the policies of Envoy Gateway, or the bootstrap of an Envoy. Needs no"
          + " cluster. A loss report says what became of every field.",
      "Exit code: 0; 1 if the input is rejected (then nothing is written) or if --fail-on says so;"
          + " 2 for wrong usage."
    })
public final class ExportCommand extends Subcommand {

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "Manifests of VirtualGateways, or files of the AWS CLI (as import takes them): a file, a"
              + " folder (all .yaml, .yml and .json files in it and its subfolders), or - for"
              + " standard input; repeatable. Required.")
  private List<String> files = new ArrayList<>();

  @Mixin private ExportFlags flags = new ExportFlags();

  @Option(
      names = "--output-directory",
      paramLabel = "FOLDER",
      showDefaultValue = Visibility.NEVER,
      description =
          "Folder in which each gateway gets a file of its own, NAMESPACE_NAME.yaml. Default:"
              + " standard output.")
  private @Nullable Path folder;

  @Mixin private ReportFlags report = new ReportFlags();

  @Override
  public Integer call() {
    try {
      var export = flags.exporter();
      var manifests = GatewayManifests.of(documents(files, InputFiles.Content.AWS_CLI));
      var exported = manifests.gateways().stream().map(export).toList();
      var problems = problems(manifests, exported);
      if (!problems.isEmpty()) {
        problems.forEach(this::tell);
        return ExitCode.SOFTWARE;
      }
      new ExportOutput(folder).write(manifests.gateways(), exported, out());
      return report.deliver(reportOf(exported), err());
    } catch (UnreadableDocumentException e) {
      return failed(e.getMessage());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    } catch (IOException e) {
      return failed("The gateways (--output-directory) cannot be written: " + e);
    }
  }

  private List<String> problems(GatewayManifests manifests, List<Exported> exported) {
    if (!manifests.problems().isEmpty()) {
      return manifests.problems();
    }
    var gateways = manifests.gateways();
    if (gateways.isEmpty()) {
      return List.of("There is no VirtualGateway in " + String.join(", ", files));
    }
    if (flags.writeBootstraps() && gateways.size() > 1 && folder == null) {
      throw new IllegalArgumentException(
          "Each Envoy has its own bootstrap, and there are %d gateways (%s): set --output-directory FOLDER"
              .formatted(
                  gateways.size(),
                  gateways.stream()
                      .map(SourceGateway::resource)
                      .collect(Collectors.joining(", "))));
    }
    return ExportOutput.clashes(gateways, exported);
  }

  private static LossReport reportOf(List<Exported> exported) {
    return new LossReport(
        exported.stream().flatMap(it -> it.report().findings().stream()).toList());
  }
}
