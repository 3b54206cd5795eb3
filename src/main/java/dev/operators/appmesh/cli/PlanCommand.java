// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.ops.StartupException;
import dev.operators.appmesh.preview.Candidate;
import dev.operators.appmesh.preview.Forecast;
import dev.operators.appmesh.preview.LivePreview;
import dev.operators.appmesh.preview.PlanAnnotations;
import dev.operators.appmesh.preview.PlanJson;
import dev.operators.appmesh.preview.PlanText;
import dev.operators.appmesh.preview.Review;
import dev.operators.appmesh.preview.Step;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code plan}: what would happen if manifests were applied. */
@Command(
    name = "plan",
    description = {
      "Checks manifests of VirtualGateways and AppMeshConnections as kubectl apply, the API server"
          + " and App Mesh would, without calling any of them. Every finding has a file, a line, a"
          + " field and a fix.",
      "With --aws-endpoint-url or --aws-region it also reads the live gateways and shows, like a"
          + " diff, what would be created, updated, adopted, refused or left alone. It never"
          + " changes anything. If a manifest has the status from the cluster (kubectl get vgw -A"
          + " -o yaml), one list per mesh shows what is unchanged; every other gateway needs a"
          + " describe call.",
      "Exit code: 0; 1 if there are findings, if a gateway is refused or cannot be read, or if"
          + " --fail-on-changes says so; 2 for wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the options
public final class PlanCommand extends Subcommand {

  /** The values of {@code -o}. */
  @SuppressWarnings("JavaLangClash") // the words of the flag
  enum Format {
    text,
    json,
    github
  }

  @Option(
      names = {"-f", "--filename"},
      required = true,
      split = ",",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Manifests: a file, a folder (all .yaml, .yml and .json files in it and its subfolders),"
              + " or - for standard input; repeatable. Required.")
  private List<String> files = List.of();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      defaultValue = "default",
      converter = Converters.ToNamespace.class,
      description = "Namespace of the manifests that name none.")
  private String namespace;

  @Mixin private AwsFlags aws = new AwsFlags();

  @Mixin private OwnerFlags owner = new OwnerFlags();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "Output format: ${COMPLETION-CANDIDATES}; github writes annotations for GitHub Actions.")
  private Format output;

  @Option(
      names = "--fail-on-changes",
      description =
          "Exit with 1 also if applying the manifests would change something in App" + " Mesh.")
  private boolean failOnChanges;

  @Override
  public Integer call() {
    LogFlags.logFrom(LogFlags.Level.error);
    var marks = owner.marks();
    var problems = new ArrayList<>(aws.target().problems());
    problems.addAll(marks.problems());
    check(problems);
    var cluster = Objects.requireNonNullElse(marks.clusterId(), Forecast.UNKNOWN_CLUSTER);
    var review =
        read(new Review(new DesiredGateways(cluster, Tags.of(marks.resourceTags())), namespace));
    review.notes().forEach(this::tell);
    try {
      var result = review.result(steps(review.candidates()));
      out()
          .print(
              switch (output) {
                case text -> PlanText.of(result);
                case json -> PlanJson.of(result);
                case github -> PlanAnnotations.of(result);
              });
      out().flush();
      boolean fine = result.isClean() && !(failOnChanges && result.hasChanges());
      return fine ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (StartupException e) {
      throw wrong(e.getMessage());
    }
  }

  private Review read(Review review) {
    var input = new InputFiles(files, InputFiles.Content.MANIFESTS, this::tell);
    for (var source : sources(files)) {
      try {
        // What is checked need not be kept.
        var documents = new ArrayDeque<>(input.read(source));
        while (!documents.isEmpty()) {
          review.add(documents.remove());
        }
      } catch (UnreadableDocumentException e) {
        review.add(e);
      }
    }
    input.tellSum();
    return review;
  }

  private @Nullable List<Step> steps(List<Candidate> candidates) {
    if (!aws.areGiven()) {
      return null;
    }
    try (var connections = SdkConnections.forCommand()) {
      return new LivePreview(aws.target().service(connections), this::tell).steps(candidates);
    }
  }
}
