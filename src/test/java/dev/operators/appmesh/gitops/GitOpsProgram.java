// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.GoBuild;
import java.io.IOException;
import java.nio.file.Path;

/**
 * kstatus itself, and Argo CD's own Lua interpreter with no more than Lua's base and table
 * libraries, as the program of {@code src/test/gitops}. It is built with Go, once.
 */
public final class GitOpsProgram {

  private static final Path ARGOCD = Path.of("config", "argocd");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path program;

  private GitOpsProgram(Path program) {
    this.program = program;
  }

  /**
   * The health of a resource, as they see it.
   *
   * @param kstatus as in {@code InProgress}
   * @param argocd as in {@code Progressing}
   * @param argocdMessage what Argo CD shows beside it
   */
  public record Health(String kstatus, String argocd, String argocdMessage) {}

  /** Finds it, or builds it. */
  public static GitOpsProgram find() throws Exception {
    var what = "kstatus and a Lua interpreter with Go, only this once";
    return new GitOpsProgram(GoBuild.program("gitops", what));
  }

  /** The health of a resource, which is given as JSON. */
  public Health health(String resource) throws IOException {
    var answer = run("health", ARGOCD.resolve("health.lua"), resource);
    return new Health(
        answer.get("kstatus").asText(),
        answer.get("argocd").asText(),
        answer.get("argocdMessage").asText());
  }

  /** What {@code actions/discovery.lua} offers for a resource. */
  public JsonNode actions(String resource) throws IOException {
    return run("action", ARGOCD.resolve("actions/discovery.lua"), resource);
  }

  /** The resource as an action leaves it. */
  public JsonNode runAction(String action, String resource) throws IOException {
    return run("action", ARGOCD.resolve("actions/" + action + "/action.lua"), resource);
  }

  private JsonNode run(String verb, Path script, String resource) throws IOException {
    return JSON.readTree(
        Commands.runWithInput(resource, program.toString(), verb, script.toString()));
  }
}
