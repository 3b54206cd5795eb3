// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.migrate.adopt.Adoption;
import dev.operators.appmesh.migrate.adopt.LiveGateways;
import dev.operators.appmesh.ops.StartupException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code import}: prints resources for existing gateways. */
@Command(
    name = "import",
    description = {
      "Prints VirtualGateway manifests for existing gateways, ready to commit. When applied, they"
          + " adopt their gateways (adoptionPolicy IfUnowned) and change only the ownership tags.",
      "It reads the gateways from App Mesh or, with -f, from files of the AWS CLI: the output of"
          + " describe-virtual-gateway or the input of create-virtual-gateway, as JSON or YAML.",
      "Exit code: 0; 1 if something could not become a resource, if there was no gateway, or if"
          + " App Mesh could not be read; 2 for wrong usage."
    })
public final class ImportCommand extends Subcommand {

  @Option(
      names = "--mesh",
      split = ",",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description =
          "Mesh whose gateways to import; repeatable. Default: all meshes that the account can"
              + " see.")
  private List<String> meshes = List.of();

  @Mixin private AwsFlags aws = new AwsFlags();

  @Option(
      names = {"-f", "--filename"},
      split = ",",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Read files of the AWS CLI instead: a file, a folder (all .yaml, .yml and .json files in"
              + " it and its subfolders), or - for standard input; repeatable. Default: none.")
  private List<String> files = List.of();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      converter = Converters.ToNamespace.class,
      description = "Namespace of the resources. Default: none, so that kubectl apply decides.")
  private @Nullable String namespace;

  @Override
  public Integer call() {
    LogFlags.logFrom(LogFlags.Level.error);
    if (files.isEmpty()) {
      check(aws.target().problems());
    } else if (isTyped("--mesh") || isTyped("--aws-region") || isTyped("--aws-endpoint-url")) {
      // The environment does not count, since it may be meant for other commands.
      throw wrong("--filename cannot be combined with --mesh, --aws-region or --aws-endpoint-url");
    }
    try {
      return print(files.isEmpty() ? live() : Adoption.of(documents(files), namespace));
    } catch (MeshFailure failure) {
      return failed(
          "App Mesh could not be read (%s): %s".formatted(failure.operation(), failure.reason()));
    } catch (UnreadableDocumentException e) {
      return failed(e.getMessage());
    }
  }

  private Adoption live() {
    try (var connections = SdkConnections.forCommand()) {
      return Adoption.of(
          new LiveGateways(aws.target().service(connections), this::tell), meshes, namespace);
    } catch (StartupException e) {
      throw wrong(e.getMessage());
    }
  }

  private int print(Adoption adoption) {
    out().print(YamlText.write(adoption.resources()));
    out().flush();
    adoption.notes().forEach(this::tell);
    adoption.problems().forEach(this::tell);
    if (adoption.isEmpty()) {
      return failed("There is no virtual gateway in " + whereItLooked());
    }
    return adoption.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private String whereItLooked() {
    if (!files.isEmpty()) {
      return String.join(", ", files);
    }
    return meshes.isEmpty() ? "any mesh" : "mesh " + String.join(", ", meshes);
  }
}
