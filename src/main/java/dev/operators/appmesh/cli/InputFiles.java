// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.manifest.Documents;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The files that {@code --filename} names. What else is in a folder, such as values of a chart or
 * workflows, is skipped, and each of these files is told.
 */
final class InputFiles {

  /** What a command reads. */
  enum Content {
    /** Objects of Kubernetes. */
    MANIFESTS("no Kubernetes object (apiVersion and kind)"),
    /** Objects of Kubernetes, and what the AWS CLI prints and takes, also as arrays. */
    AWS_CLI("neither a Kubernetes object (apiVersion and kind) nor a gateway of the AWS CLI");

    private final String missing;

    Content(String missing) {
      this.missing = missing;
    }
  }

  /** A file with one of these is meant for this program, even if it cannot be read. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?i)\\bkind[\"']?\\s*+:\\s*+[\"']?(VirtualGateway|AppMeshConnection)\\b"
              + "|appmesh\\.(operators\\.dev|k8s\\.aws)/|\\bvirtualGatewayName\\b");

  private static final Pattern OUR_KIND = Pattern.compile("(?i)VirtualGateway|AppMeshConnection");
  private static final Pattern OUR_GROUP =
      Pattern.compile("appmesh\\.(operators\\.dev|k8s\\.aws)/.*");

  private static final Set<String> OF_THE_AWS_CLI =
      Set.of("virtualGateway", "virtualGateways", "virtualGatewayName", "listeners");

  private final List<String> named;
  private final Content content;
  private final Consumer<String> notes;
  private final Documents documents;
  private int skipped;

  /**
   * @param named by the user: files, folders, and {@code -} for standard input
   * @param notes receives a line for each file that is skipped
   */
  InputFiles(List<String> named, Content content, Consumer<String> notes) {
    this.named = named;
    this.content = content;
    this.notes = notes;
    documents = new Documents(System.in, content == Content.AWS_CLI);
  }

  /**
   * The objects in all {@code sources}, which {@link Documents#sources} found.
   *
   * @throws UnreadableDocumentException as {@link #read}
   */
  List<Document> readAll(List<String> sources) {
    var all = new ArrayList<Document>();
    sources.forEach(source -> all.addAll(read(source)));
    tellSum();
    return all;
  }

  /**
   * The objects in one of the files; none if the file is skipped.
   *
   * @throws UnreadableDocumentException if it cannot be read, and is named by the user or meant for
   *     this program
   */
  List<Document> read(String source) {
    if (named.contains(source)) {
      return documents.read(source);
    }
    List<Document> found;
    try {
      found = documents.read(source);
    } catch (UnreadableDocumentException e) {
      if (Documents.contains(source, OURS)) {
        throw e;
      }
      skip(source, e.line() == 0 ? e.problem() : "line " + e.line() + ": " + e.problem());
      return List.of();
    }
    if (found.stream().anyMatch(this::isMeant)) {
      return found;
    }
    skip(
        source,
        found.stream().anyMatch(InputFiles::isKustomization) ? "for kustomize" : content.missing);
    return List.of();
  }

  /** Tells how many files were skipped, if any. */
  void tellSum() {
    if (skipped > 0) {
      notes.accept(
          skipped == 1 ? "1 file was skipped" : "%d files were skipped".formatted(skipped));
    }
  }

  private void skip(String source, String why) {
    skipped++;
    notes.accept("%s: skipped: %s".formatted(source, why));
  }

  private boolean isMeant(Document document) {
    var kind = text(document, "kind");
    var version = text(document, "apiVersion");
    if (OUR_KIND.matcher(kind).matches() || OUR_GROUP.matcher(version).matches()) {
      return true;
    }
    if (!kind.isEmpty() && !version.isEmpty()) {
      return !isKustomization(document);
    }
    return content == Content.AWS_CLI
        && document.content().keySet().stream().anyMatch(OF_THE_AWS_CLI::contains);
  }

  private static boolean isKustomization(Document document) {
    return text(document, "apiVersion").startsWith("kustomize.config.k8s.io/");
  }

  private static String text(Document document, String name) {
    return document.content().get(name) instanceof String text ? text : "";
  }
}
