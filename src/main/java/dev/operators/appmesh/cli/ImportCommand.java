// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.gateway.ManyReads;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.manifest.Documents;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.migrate.adopt.Adoption;
import dev.operators.appmesh.migrate.adopt.LiveGateways;
import dev.operators.appmesh.ops.StartupException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code import}: resources for gateways that exist. */
@Command(
    name = "import",
    description = {
      "Prints VirtualGateway manifests for gateways that exist, ready to commit: they adopt their"
          + " gateways (adoptionPolicy IfUnowned) and change nothing in them but the tags that mark"
          + " the owner.",
      "The gateways come from App Mesh, or with -f from files that the AWS CLI reads or writes:"
          + " what describe-virtual-gateway prints, what create-virtual-gateway takes, as JSON or"
          + " YAML.",
      "Ends with 0; with 1 if something could not become a resource, there was no gateway, or App"
          + " Mesh could not be read; with 2 if it was called wrongly."
    })
public final class ImportCommand implements Callable<Integer> {

  @Option(
      names = "--mesh",
      split = ",",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description =
          "Mesh whose gateways to import; repeatable. Default: all that the account can see.")
  private List<String> meshes = List.of();

  @Mixin private AwsFlags aws = new AwsFlags();

  @Option(
      names = {"-f", "--filename"},
      split = ",",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Files of the AWS CLI instead: a file, a folder (all .yaml, .yml and .json in it and"
              + " below), or - for standard input; repeatable. Default: none.")
  private List<String> files = List.of();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      converter = NamespaceConverter.class,
      description = "Namespace of the resources. Default: none, kubectl apply decides.")
  private @Nullable String namespace;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LogOutput.use(LogOutput.Level.error, LogOutput.Format.text);
    var problems = new ArrayList<String>();
    if (files.isEmpty()) {
      problems.addAll(aws.target().problems());
    } else if (isTyped("--mesh") || isTyped("--aws-region") || isTyped("--aws-endpoint-url")) {
      problems.add("--filename excludes --mesh, --aws-region and --aws-endpoint-url");
    }
    if (!problems.isEmpty()) {
      throw wrong(String.join("\n", problems));
    }
    try {
      return print(files.isEmpty() ? live() : Adoption.of(documents(), namespace));
    } catch (MeshFailure failure) {
      tell("App Mesh could not be read (%s): %s".formatted(failure.operation(), failure.reason()));
      return ExitCode.SOFTWARE;
    } catch (UnreadableDocumentException e) {
      tell(String.valueOf(e.getMessage()));
      return ExitCode.SOFTWARE;
    }
  }

  /** Not so if it comes from the environment, where it may stand for other commands. */
  private boolean isTyped(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private Adoption live() {
    try (var connections = SdkConnections.forCommand(ManyReads.CONCURRENT)) {
      return Adoption.of(
          new LiveGateways(aws.target().service(connections), this::tell), meshes, namespace);
    } catch (StartupException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private List<Document> documents() {
    return new Documents(System.in).readAll(FileNames.sources(files, spec));
  }

  private int print(Adoption adoption) {
    var out = spec.commandLine().getOut();
    out.print(YamlText.write(adoption.resources()));
    out.flush();
    adoption.notes().forEach(this::tell);
    adoption.problems().forEach(this::tell);
    if (adoption.isEmpty()) {
      tell("There is no virtual gateway in " + whereItLooked());
      return ExitCode.SOFTWARE;
    }
    return adoption.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private String whereItLooked() {
    if (!files.isEmpty()) {
      return String.join(", ", files);
    }
    return meshes.isEmpty() ? "any mesh" : "mesh " + String.join(", ", meshes);
  }

  private void tell(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
