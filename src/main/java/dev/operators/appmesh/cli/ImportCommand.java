// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.migrate.adopt.Adoption;
import dev.operators.appmesh.migrate.adopt.FileNames;
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
          + " describe-virtual-gateway, the input of create-virtual-gateway (--cli-input-json or"
          + " --cli-input-yaml), or a spec alone, with --mesh and --name; as JSON or YAML, one or"
          + " many, also in an array.",
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
          "Mesh whose gateways to import; repeatable. With -f: the mesh of the gateways in files"
              + " that do not name it. Default: all meshes that the account can see.")
  private List<String> meshes = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "With -f: the virtual gateway in a file that does not name it, such as a spec alone."
              + " Default: none.")
  private @Nullable String name;

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
    // The environment does not count, since it may be meant for other commands.
    if (files.isEmpty()) {
      check(aws.target().problems());
      if (isTyped("--name")) {
        throw wrong("--name requires --filename: with --mesh, all gateways of a mesh are imported");
      }
    } else if (isTyped("--aws-region") || isTyped("--aws-endpoint-url")) {
      throw wrong("--filename cannot be combined with --aws-region or --aws-endpoint-url");
    } else if (isTyped("--mesh") && meshes.size() > 1) {
      throw wrong("--filename takes one --mesh only: that of the files that do not name it");
    }
    try {
      return print(files.isEmpty() ? live() : inFiles());
    } catch (MeshFailure failure) {
      return failed(
          "App Mesh could not be read (%s): %s".formatted(failure.operation(), failure.reason()));
    } catch (UnreadableDocumentException e) {
      return failed(e.getMessage());
    }
  }

  private Adoption inFiles() {
    var names =
        new FileNames(
            isTyped("--mesh") ? meshes.getFirst() : null, isTyped("--name") ? name : null);
    return Adoption.of(documents(files, InputFiles.Content.AWS_CLI), names, namespace);
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
