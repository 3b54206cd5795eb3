// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.fixture.RefusedFields;
import dev.operators.appmesh.kube.Kubectl;
import dev.operators.appmesh.kube.TestCluster;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code kubectl apply} says of AppMeshConnections on a real API server, and what plan. */
class ConnectionManifestsIT {

  private static final String CONNECTION =
      """
      apiVersion: appmesh.operators.dev/v1beta1
      kind: AppMeshConnection
      metadata: {name: %s}
      spec: %s
      """;

  private static final TestCluster CLUSTER = TestCluster.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "region: eu-west-1 |",
        "{region: eu-west-1, endpointUrl: 'https://mesh.example:8443/v1', namespaceSelector: {}} |",
        "{region: r, assumeRole: {roleArn: 'arn:aws-cn:iam::123456789012:role/a/b', externalId:"
            + " x:/1}} |",
        "{region: r, credentials: {secretName: keys}, maxReadRate: 0.5, maxWriteRate: 10000} |",
        "{region: r, credentials: {webIdentityRoleArn: 'arn:aws:iam::123456789012:role/m'}} |",
        "{region: r, namespaceSelector: {matchLabels: {a: b}, matchExpressions: [{key: c, operator:"
            + " In, values: [d]}]}} |",
        "{region: r, namespaceSelector: {matchExpressions: [{key: c, operator: Exists}]}} |",
        "{} | spec.region: Required value",
        "region: EU | spec.region in body should match",
        "{region: r, endpointUrl: 'ftp://x'} | spec.endpointUrl in body should match",
        "{region: r, endpointUrl: 'https://me:secret@x'} | spec.endpointUrl in body should match",
        "{region: r, endpointUrl: 'https://x?a=b'} | spec.endpointUrl in body should match",
        "{region: r, assumeRole: {}} | spec.assumeRole.roleArn: Required value",
        "{region: r, assumeRole: {roleArn: 'arn:aws:iam::123456789012:user/me'}} | roleArn in body"
            + " should match",
        "{region: r, assumeRole: {roleArn: 'arn:aws:iam::123456789012:role/m', externalId: x}} |"
            + " should be at least 2 chars",
        "{region: r, credentials: {}} | credentials need exactly one source",
        "{region: r, credentials: {secretName: k, webIdentityRoleArn:"
            + " 'arn:aws:iam::123456789012:role/m'}} | credentials need exactly one source",
        "{region: r, credentials: {secretName: A}} | secretName in body should match",
        "{region: r, maxReadRate: -1} | should be greater than or equal to 0",
        "{region: r, maxWriteRate: 10001} | should be less than or equal to 10000",
        "{region: r, namespaceSelector: {matchExpressions: [{key: c, operator: In}]}} | values do"
            + " not fit the operator",
        "{region: r, namespaceSelector: {matchExpressions: [{key: c, operator: Exists, values:"
            + " [a]}]}} | values do not fit the operator",
        "{region: r, namespaceSelector: {matchExpressions: [{key: c, operator: Like}]}} |"
            + " Unsupported value",
        "{region: r, regoin: s} | unknown field",
        "{region: r, namespaceSelector: {matchLabels: {team: 1}}} | matchLabels.team in body must"
            + " be of type string",
        "{region: r, namespaceSelector: {matchLabels: {a: x, b: x, c: x, d: x, e: x, f: x, g: x, h:"
            + " x, i: x, j: x, k: x, l: x, m: x, n: x, o: x, p: x, q: x}}} | Too many: 17: must"
            + " have at most 16 items",
        "{region: r, maxReadRate: fast} | maxReadRate in body must be of type number",
        "{region: r, namespaceSelector: {matchLabel: {}}, credentials: {}} | unknown field",
      })
  void planAndServerGiveTheSameFindings(String spec, @Nullable String refusal) throws IOException {
    assertBothAnswer(
        CONNECTION.formatted("tried", spec.contains("{") ? spec : "{" + spec + "}"), refusal);
  }

  @Test
  void kubectlAndPlanAnswerAlikeToNamesAndMembers() throws IOException {
    var manifest = CONNECTION.formatted("tried", "{region: r}");
    assertBothAnswer(manifest + "status: {}\n", "unknown field \"status\"");
    assertBothAnswer(manifest.replace("tried", "Tried_1"), "metadata.name: Invalid value");
    assertBothAnswer(manifest.replace("tried", "a.b"), null);
    assertBothAnswer(manifest.replace("tried", "tried, namespace: apps"), null);
  }

  private static void assertBothAnswer(String manifest, @Nullable String refusal)
      throws IOException {
    var plan = CommandLineRun.withInput(manifest, List.of("plan", "-o", "json", "-f", "-"));
    var kubectl = dryRun(manifest);
    if (refusal == null) {
      kubectl.orThrow();
      assertThat(plan.exitCode()).as(plan.out()).isZero();
    } else {
      assertThat(kubectl.err()).contains(refusal);
      RefusedFields.assertSameFields(kubectl.err(), plan);
    }
  }

  private static Kubectl.Result dryRun(String manifest) {
    return CLUSTER.kubectl().runWithInput(manifest, "apply", "--dry-run=server", "-f", "-");
  }
}
