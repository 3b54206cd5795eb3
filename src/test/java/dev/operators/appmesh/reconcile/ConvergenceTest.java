// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.CREATE;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.DESCRIBE;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.TAG;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.TAGS;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.UNTAG;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.UPDATE;
import static dev.operators.appmesh.reconcile.TestGateways.DESIRED;
import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.KEY;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.OWNER;
import static dev.operators.appmesh.reconcile.TestGateways.STRANGER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.UID;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.lastSeen;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.ownedBy;
import static dev.operators.appmesh.reconcile.TestGateways.policies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Tags;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {

  private final InMemoryMesh mesh = new InMemoryMesh();

  @Test
  void createsGatewayWhenAbsent() {
    var fresh = new DesiredGateway(KEY, WANTED, TEAM, OWNER, UID, 1);
    var outcome =
        new Convergence(mesh).converge(fresh, null, Tags.NONE, Policies.DEFAULT, Annotations.NONE);

    assertThat(outcome)
        .isEqualTo(new Outcome.InSync(observed(WANTED), TEAM, Outcome.Change.CREATED));
    assertThat(mesh.calls).containsExactly(CREATE);
    assertThat(mesh.tokens).containsExactly(ClientToken.forCreate(UID));
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void creationOfWhatWasEditedBeforeIsNotTakenAtItsWord() {
    assertThat(change(converge(null, Policies.DEFAULT))).isEqualTo(Outcome.Change.NONE);
    assertThat(mesh.calls).containsExactly(CREATE, DESCRIBE, TAGS);
  }

  @Test
  void conflictIsAQuestion() {
    mesh.holding(observed(OTHER), ownedBy(OWNER));

    assertThat(change(converge(null, Policies.DEFAULT))).isEqualTo(Outcome.Change.UPDATED);
    assertThat(mesh.calls).containsExactly(CREATE, DESCRIBE, TAGS, UPDATE);
    assertThat(mesh.tokens.getLast()).isEqualTo(ClientToken.forUpdate(UID, GENERATION, 7, WANTED));
  }

  @Test
  void conflictWithNobodyIsATokenUsedBefore() {
    mesh.failing(CREATE, FailureKind.CONFLICT);

    assertThat(reason(converge(null, Policies.DEFAULT))).isEqualTo(Reason.TOKEN_CONFLICT);
    assertThat(mesh.calls).containsExactly(CREATE, DESCRIBE, CREATE);
    assertThat(mesh.tokens)
        .containsExactly(
            ClientToken.forCreate(UID), ClientToken.forRecreate(UID, "never seen", WANTED));
  }

  @Test
  void adoptsGatewayWithoutOwner() {
    mesh.holding(observed(OTHER), Tags.of(Map.of("foreign", "x")));

    assertThat(change(converge(null, policies(true, true, true))))
        .isEqualTo(Outcome.Change.ADOPTED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG, UPDATE);
    assertThat(mesh.tags()).isEqualTo(Tags.of(Map.of("foreign", "x")).with(ownedBy(OWNER)));
  }

  @Test
  void adoptsGatewayThatIsAsDesiredWithTagsAlone() {
    mesh.holding(observed(WANTED), TEAM);

    assertThat(change(converge(null, policies(true, true, true))))
        .isEqualTo(Outcome.Change.ADOPTED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG);
  }

  @Test
  void createsWhatIsNotThereToAdopt() {
    assertThat(change(converge(null, policies(true, true, true))))
        .isEqualTo(Outcome.Change.CREATED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, CREATE);
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void tagsComeBeforeTheUpdate() {
    mesh.holding(observed(OTHER), Tags.NONE).failing(UPDATE, FailureKind.TRANSIENT);

    assertThat(reason(converge(null, policies(true, true, true)))).isEqualTo(Reason.SERVICE_ERROR);
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void strangersGatewayIsLeftAlone() {
    mesh.holding(observed(OTHER), ownedBy(STRANGER));

    var outcome = converge(null, policies(true, true, true));

    assertThat(reason(outcome)).isEqualTo(Reason.NOT_OWNED);
    assertThat(((Outcome.Failed) outcome).message())
        .contains("appmesh.operators.dev/allow-takeover-from: \"c2/shop/ingress\"");
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesOverWhatIsPermitted(boolean sameSpec) {
    mesh.holding(observed(sameSpec ? WANTED : OTHER), ownedBy(STRANGER));
    var asked = new Annotations(false, null, "c2/shop/ingress", false);

    var outcome = new Convergence(mesh).converge(DESIRED, null, Tags.NONE, Policies.DEFAULT, asked);

    assertThat(change(outcome)).isEqualTo(Outcome.Change.TAKEN_OVER);
    assertThat(mesh.calls).containsExactly(CREATE, DESCRIBE, TAGS, TAG, UPDATE);
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void requestedComparisonLooksAtTheTagsOfAnEditedResourceToo() {
    mesh.holding(observed(WANTED), Tags.of(Map.of("foreign", "x")));
    var asked = new Annotations(false, "now", null, false);

    new Convergence(mesh)
        .converge(DESIRED, lastSeen(GENERATION - 1), Tags.NONE, Policies.DEFAULT, asked);

    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG);
  }

  @Test
  void editOfAGatewayThatWasTakenOverMeanwhileIsRefused() {
    mesh.holding(observed(OTHER), ownedBy(STRANGER));
    var older = new LastSeen(TestGateways.ARN, "remote-1", 6, TEAM, GENERATION - 1);

    assertThat(reason(converge(older, Policies.DEFAULT))).isEqualTo(Reason.NOT_OWNED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @ParameterizedTest
  @CsvSource({"46, ''", "47, would have 51 tags", "60, would have 64 tags"})
  void tooManyTagsAreSaidBeforeAnyCall(int count, String problem) {
    var tags = new TreeMap<String, String>();
    IntStream.range(0, count).forEach(i -> tags.put("k" + i, "v"));
    var desired = new DesiredGateway(KEY, WANTED, new Tags(tags), OWNER, UID, 1);

    var outcome =
        new Convergence(mesh)
            .converge(desired, null, Tags.NONE, Policies.DEFAULT, Annotations.NONE);

    if (problem.isEmpty()) {
      assertThat(change(outcome)).isEqualTo(Outcome.Change.CREATED);
    } else {
      assertThat(reason(outcome)).isEqualTo(Reason.INVALID_SPEC);
      assertThat(((Outcome.Failed) outcome).message())
          .contains(problem, "take " + (count - 46) + " off spec.tags");
      assertThat(mesh.calls).isEmpty();
    }
  }

  @Test
  void defaultTagThatGrowsTooLongIsSaidBeforeAnyCall() {
    var tags = Tags.of(Map.of("from", "v".repeat(257)));
    var desired = new DesiredGateway(KEY, WANTED, tags, OWNER, UID, 1);

    var outcome =
        new Convergence(mesh)
            .converge(desired, null, Tags.NONE, Policies.DEFAULT, Annotations.NONE);

    assertThat(((Outcome.Failed) outcome).message())
        .isEqualTo(
            "App Mesh would refuse the tags: the value of tag 'from' has 257 characters, not 0 to"
                + " 256.");
    assertThat(mesh.calls).isEmpty();
  }

  @Test
  void comparingWhatIsInLineLooksAtTheTagsToo() {
    mesh.holding(observed(WANTED), ownedBy(OWNER));

    assertThat(change(converge(lastSeen(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Outcome.Change.NONE);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @Test
  void lostTagsAreWrittenAgain() {
    mesh.holding(observed(WANTED), Tags.of(Map.of("foreign", "x")));

    assertThat(change(converge(lastSeen(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Outcome.Change.CORRECTED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG);
    assertThat(mesh.tags()).isEqualTo(Tags.of(Map.of("foreign", "x")).with(ownedBy(OWNER)));
  }

  @Test
  void afterAFailureTheTagsAreNotTakenFromMemory() {
    mesh.holding(observed(WANTED), ownedBy(OWNER).with(Tags.of(Map.of("team", "other"))));

    assertThat(change(converge(lastSeen(0), Policies.DEFAULT))).isEqualTo(Outcome.Change.UPDATED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG);
  }

  @Test
  void gatewayThatAnotherTookOverIsLeftAlone() {
    mesh.holding(observed(WANTED), ownedBy(STRANGER));

    assertThat(reason(converge(lastSeen(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Reason.NOT_OWNED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @Test
  void updateTagsUpdatesAndUntags() {
    mesh.holding(observed(OTHER), ownedBy(OWNER).with(Tags.of(Map.of("old", "1"))));
    var last =
        new LastSeen(TestGateways.ARN, "remote-1", 7, Tags.of(Map.of("old", "1")), GENERATION - 1);

    assertThat(change(converge(last, Policies.DEFAULT))).isEqualTo(Outcome.Change.UPDATED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAG, UPDATE, UNTAG);
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void lostGatewayIsMadeAnew() {
    assertThat(change(converge(lastSeen(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Outcome.Change.RECREATED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, CREATE);
    assertThat(mesh.tokens).containsExactly(ClientToken.forRecreate(UID, "remote-1", WANTED));
  }

  @Test
  void gatewayThatOthersMadeAnewIsNotOurs() {
    mesh.holding(TestGateways.observed("remote-2", OTHER, "ACTIVE"), TEAM);

    assertThat(reason(converge(lastSeen(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Reason.NOT_OWNED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "ours", "nobodys", "strangers"})
  void planChangesNothing(String held) {
    switch (held) {
      case "ours" -> mesh.holding(observed(OTHER), ownedBy(OWNER));
      case "nobodys" -> mesh.holding(observed(OTHER), Tags.NONE);
      case "strangers" -> mesh.holding(observed(OTHER), ownedBy(STRANGER));
      default -> {}
    }
    var gateway = mesh.gateway();
    var tags = mesh.tags();

    converge(null, policies(false, true, true));
    converge(lastSeen(GENERATION), policies(false, true, true));

    assertThat(mesh.calls).startsWith(DESCRIBE).isSubsetOf(DESCRIBE, TAGS);
    assertThat(mesh.gateway()).isEqualTo(gateway);
    assertThat(mesh.tags()).isEqualTo(tags);
  }

  @ParameterizedTest
  @CsvSource({
    "REJECTED, INVALID_SPEC, Correct the spec.",
    "DENIED, ACCESS_DENIED, appmesh:CREATE",
    "NOT_FOUND, MESH_NOT_FOUND, Create mesh apps",
    "QUOTA, QUOTA_EXCEEDED, quota",
    "THROTTLED, THROTTLED, fewer calls",
    "TRANSIENT, SERVICE_ERROR, CREATE failed",
    "UNREACHABLE, SERVICE_UNAVAILABLE, --aws-endpoint-url",
    "IN_USE, DELETION_BLOCKED, gateway routes of edge",
    "CONFLICT, TOKEN_CONFLICT, other content",
  })
  void failureHasItsReasonAndWords(FailureKind kind, Reason reason, String words) {
    mesh.failing(CREATE, kind);

    var outcome = converge(null, Policies.DEFAULT);

    assertThat(reason(outcome)).isEqualTo(reason);
    assertThat(((Outcome.Failed) outcome).message()).contains("The service's words.", words);
  }

  private Outcome converge(@Nullable LastSeen last, Policies policies) {
    return new Convergence(mesh).converge(DESIRED, last, Tags.NONE, policies, Annotations.NONE);
  }

  private static Outcome.Change change(Outcome outcome) {
    return ((Outcome.InSync) outcome).change();
  }

  private static Reason reason(Outcome outcome) {
    return ((Outcome.Failed) outcome).reason();
  }
}
