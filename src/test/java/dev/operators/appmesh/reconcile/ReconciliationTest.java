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
import static dev.operators.appmesh.reconcile.TestGateways.NOTHING;
import static dev.operators.appmesh.reconcile.TestGateways.NO_OTHERS;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.OWNER;
import static dev.operators.appmesh.reconcile.TestGateways.STRANGER;
import static dev.operators.appmesh.reconcile.TestGateways.TAKEOVER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.UID;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.ownedBy;
import static dev.operators.appmesh.reconcile.TestGateways.policies;
import static dev.operators.appmesh.reconcile.TestGateways.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.plan.Observer;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Planner;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconciliationTest {

  private final InMemoryMesh mesh = new InMemoryMesh();

  @Test
  void createsGatewayWhenAbsent() {
    var fresh = new DesiredGateway(KEY, WANTED, TEAM, OWNER, UID, 1);
    var outcome = run(fresh, NOTHING, Policies.DEFAULT, Requests.NONE);

    assertThat(outcome)
        .isEqualTo(new Outcome.InSync(observed(WANTED), TEAM, Outcome.Change.CREATED));
    assertThat(mesh.calls).containsExactly(CREATE);
    assertThat(mesh.tokens).containsExactly(ClientToken.forCreate(UID));
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void creationOfWhatWasEditedBeforeIsNotTakenAtItsWord() {
    assertThat(change(converge(NOTHING, Policies.DEFAULT))).isEqualTo(Outcome.Change.NONE);
    assertThat(mesh.calls).containsExactly(CREATE, DESCRIBE, TAGS);
  }

  @Test
  void conflictIsAQuestion() {
    mesh.holding(observed(OTHER), ownedBy(OWNER));

    assertThat(change(converge(NOTHING, Policies.DEFAULT))).isEqualTo(Outcome.Change.UPDATED);
    assertThat(mesh.calls).containsExactly(CREATE, DESCRIBE, TAGS, UPDATE);
    assertThat(mesh.tokens.getLast()).isEqualTo(ClientToken.forUpdate(UID, GENERATION, 7, WANTED));
  }

  @Test
  void conflictWithNobodyIsATokenUsedBefore() {
    mesh.failing(CREATE, FailureKind.CONFLICT);

    assertThat(reason(converge(NOTHING, Policies.DEFAULT))).isEqualTo(Reason.TOKEN_CONFLICT);
    assertThat(mesh.calls).containsExactly(CREATE, DESCRIBE, CREATE);
    assertThat(mesh.tokens)
        .containsExactly(
            ClientToken.forCreate(UID), ClientToken.forRecreate(UID, "never seen", WANTED));
  }

  @Test
  void adoptsGatewayWithoutOwner() {
    mesh.holding(observed(OTHER), Tags.of(Map.of("foreign", "x")));

    assertThat(change(converge(NOTHING, policies(true, true, true))))
        .isEqualTo(Outcome.Change.ADOPTED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG, UPDATE);
    assertThat(mesh.tags()).isEqualTo(Tags.of(Map.of("foreign", "x")).with(ownedBy(OWNER)));
  }

  @Test
  void adoptsGatewayThatIsAsDesiredWithTagsAlone() {
    mesh.holding(observed(WANTED), TEAM);

    assertThat(change(converge(NOTHING, policies(true, true, true))))
        .isEqualTo(Outcome.Change.ADOPTED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG);
  }

  @Test
  void createsWhatIsNotThereToAdopt() {
    assertThat(change(converge(NOTHING, policies(true, true, true))))
        .isEqualTo(Outcome.Change.CREATED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, CREATE);
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void tagsComeBeforeTheUpdate() {
    mesh.holding(observed(OTHER), Tags.NONE).failing(UPDATE, FailureKind.TRANSIENT);

    assertThat(reason(converge(NOTHING, policies(true, true, true))))
        .isEqualTo(Reason.SERVICE_ERROR);
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void strangersGatewayIsLeftAlone() {
    mesh.holding(observed(OTHER), ownedBy(STRANGER));

    var outcome = converge(NOTHING, policies(true, true, true));

    assertThat(reason(outcome)).isEqualTo(Reason.NOT_OWNED);
    assertThat(((Outcome.Failed) outcome).message())
        .contains("belongs to a VirtualGateway of cluster c2");
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesOverWhatIsPermitted(boolean sameSpec) {
    mesh.holding(observed(sameSpec ? WANTED : OTHER), ownedBy(STRANGER));
    var asked = new Requests(false, null, "c2/shop/ingress", false);

    var outcome = run(DESIRED, NOTHING, Policies.DEFAULT, asked);

    assertThat(change(outcome)).isEqualTo(Outcome.Change.TAKEN_OVER);
    assertThat(mesh.calls).containsExactly(CREATE, DESCRIBE, TAGS, TAG, UPDATE);
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void requestedComparisonLooksAtTheTagsOfAnEditedResourceToo() {
    mesh.holding(observed(WANTED), Tags.of(Map.of("foreign", "x")));
    var asked = new Requests(false, "now", null, false);

    run(DESIRED, recorded(GENERATION - 1), Policies.DEFAULT, asked);

    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG);
  }

  @Test
  void editOfAGatewayThatWasTakenOverMeanwhileIsRefused() {
    mesh.holding(observed(OTHER), ownedBy(STRANGER));
    var older = recorded(6, TEAM, GENERATION - 1);

    assertThat(reason(converge(older, Policies.DEFAULT))).isEqualTo(Reason.NOT_OWNED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @ParameterizedTest
  @CsvSource({"46, ''", "47, would have 51 tags", "60, would have 64 tags"})
  void tooManyTagsAreSaidBeforeAnyCall(int count, String problem) {
    var tags = new TreeMap<String, String>();
    IntStream.range(0, count).forEach(i -> tags.put("k" + i, "v"));
    var desired = new DesiredGateway(KEY, WANTED, new Tags(tags), OWNER, UID, 1);

    var outcome = run(desired, NOTHING, Policies.DEFAULT, Requests.NONE);

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

    var outcome = run(desired, NOTHING, Policies.DEFAULT, Requests.NONE);

    assertThat(((Outcome.Failed) outcome).message())
        .isEqualTo(
            "App Mesh would refuse the tags: the value of tag 'from' has 257 characters, not 0 to"
                + " 256.");
    assertThat(mesh.calls).isEmpty();
  }

  @Test
  void comparingWhatIsInLineLooksAtTheTagsToo() {
    mesh.holding(observed(WANTED), ownedBy(OWNER));

    assertThat(change(converge(recorded(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Outcome.Change.NONE);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @Test
  void lostTagsAreWrittenAgain() {
    mesh.holding(observed(WANTED), Tags.of(Map.of("foreign", "x")));

    assertThat(change(converge(recorded(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Outcome.Change.CORRECTED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG);
    assertThat(mesh.tags()).isEqualTo(Tags.of(Map.of("foreign", "x")).with(ownedBy(OWNER)));
  }

  @Test
  void afterAFailureTheTagsAreNotTakenFromMemory() {
    mesh.holding(observed(WANTED), ownedBy(OWNER).with(Tags.of(Map.of("team", "other"))));

    assertThat(change(converge(recorded(0), Policies.DEFAULT))).isEqualTo(Outcome.Change.UPDATED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS, TAG);
  }

  @Test
  void gatewayThatAnotherTookOverIsLeftAlone() {
    mesh.holding(observed(WANTED), ownedBy(STRANGER));

    assertThat(reason(converge(recorded(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Reason.NOT_OWNED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @Test
  void updateTagsUpdatesAndUntags() {
    mesh.holding(observed(OTHER), ownedBy(OWNER).with(Tags.of(Map.of("old", "1"))));
    var last = recorded(7, Tags.of(Map.of("old", "1")), GENERATION - 1);

    assertThat(change(converge(last, Policies.DEFAULT))).isEqualTo(Outcome.Change.UPDATED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAG, UPDATE, UNTAG);
    assertThat(mesh.tags()).isEqualTo(ownedBy(OWNER));
  }

  @Test
  void lostGatewayIsMadeAnew() {
    assertThat(change(converge(recorded(GENERATION), Policies.DEFAULT)))
        .isEqualTo(Outcome.Change.RECREATED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, CREATE);
    assertThat(mesh.tokens).containsExactly(ClientToken.forRecreate(UID, "remote-1", WANTED));
  }

  @Test
  void gatewayThatOthersMadeAnewIsNotOurs() {
    mesh.holding(TestGateways.observed("remote-2", OTHER, "ACTIVE"), TEAM);

    assertThat(reason(converge(recorded(GENERATION), Policies.DEFAULT)))
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

    converge(NOTHING, policies(false, true, true));
    converge(recorded(GENERATION), policies(false, true, true));

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

    var outcome = converge(NOTHING, Policies.DEFAULT);

    assertThat(reason(outcome)).isEqualTo(reason);
    assertThat(((Outcome.Failed) outcome).message()).contains("The service's words.", words);
  }

  private Outcome converge(SyncState state, Policies policies) {
    return run(DESIRED, state, policies, Requests.NONE);
  }

  private Outcome run(
      DesiredGateway desired, SyncState state, Policies policies, Requests requests) {
    return new Reconciliation.Pass(
            new Observer(mesh, NO_OTHERS),
            new Planner(desired, state, policies, requests, TAKEOVER))
        .run(false);
  }

  private static Outcome.Change change(Outcome outcome) {
    return ((Outcome.InSync) outcome).change();
  }

  private static Reason reason(Outcome outcome) {
    return ((Outcome.Failed) outcome).reason();
  }
}
