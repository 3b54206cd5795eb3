// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import static dev.operators.appmesh.reconcile.TestGateways.DESIRED;
import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.NOTHING;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.OWNER;
import static dev.operators.appmesh.reconcile.TestGateways.STRANGER;
import static dev.operators.appmesh.reconcile.TestGateways.TAKEOVER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.UID;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.found;
import static dev.operators.appmesh.reconcile.TestGateways.known;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.ownedBy;
import static dev.operators.appmesh.reconcile.TestGateways.policies;
import static dev.operators.appmesh.reconcile.TestGateways.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.Permissions;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.TagChanges;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.plan.Plan.FirstMove;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

  private static final Policies DEFAULT = Policies.DEFAULT;
  private static final Observation ABSENT = new Observation.Absent();

  /**
   * seen: absent, known (the uid of our status), lost (known, but tagged as a stranger's), ours,
   * nobodys, strangers. takeover: whose gateway may be taken over. in line: the generation was in
   * line when last seen. spec and tags: as desired or other.
   */
  @ParameterizedTest
  @CsvSource({
    // seen, in line, manage, adopt, correct, takeover, spec, tags, plan
    "absent, false, true, false, true, , other, other, create",
    "absent, true, true, false, true, , other, other, create",
    "absent, false, true, false, false, , other, other, create",
    "absent, true, true, false, false, , other, other, show DRIFTED",
    "absent, false, false, true, true, , other, other, show PLAN_ONLY",
    "absent, true, false, true, false, , other, other, show PLAN_ONLY",
    "known, true, true, false, true, , same, same, keep",
    "known, true, true, false, true, , other, same, change spec",
    "known, false, true, false, true, , same, other, change tags",
    "known, false, true, false, true, , other, other, change spec tags",
    "known, true, true, false, false, , same, same, keep",
    "known, true, true, false, false, , other, same, show DRIFTED",
    "known, false, true, false, false, , other, same, change spec",
    "known, true, false, false, true, , same, same, keep",
    "known, true, false, false, true, , other, same, show PLAN_ONLY",
    "known, false, false, false, false, , same, other, show PLAN_ONLY",
    "ours, false, true, false, true, , same, same, keep",
    "ours, false, true, false, true, , other, same, change spec",
    "ours, false, true, false, true, , same, other, change tags",
    "ours, true, true, false, false, , other, same, show DRIFTED",
    "ours, false, false, false, true, , other, same, show PLAN_ONLY",
    "ours, false, false, false, true, , same, same, keep",
    "nobodys, false, true, false, true, , same, same, refuse",
    "nobodys, false, true, false, true, , other, other, refuse",
    "nobodys, false, true, true, true, , same, same, adopt tags",
    "nobodys, false, true, true, true, , other, other, adopt spec tags",
    "nobodys, true, true, true, false, , same, same, show DRIFTED",
    "nobodys, false, false, true, true, , same, same, show PLAN_ONLY",
    "nobodys, false, false, false, true, , same, same, refuse",
    "strangers, false, true, false, true, , same, same, refuse",
    "strangers, false, true, true, true, , other, other, refuse",
    "strangers, true, true, true, true, , same, same, refuse",
    "strangers, false, false, true, true, , same, same, refuse",
    "strangers, false, true, false, true, c2/shop/ingress, same, same, take over tags",
    "strangers, false, true, false, true, c2/shop/ingress, other, other, take over spec tags",
    "strangers, true, true, false, false, c2/shop/ingress, other, other, take over spec tags",
    "strangers, true, false, false, true, c2/shop/ingress, same, same, show PLAN_ONLY",
    "strangers, false, true, true, true, c2/shop/other, same, same, refuse",
    "nobodys, false, true, false, true, c2/shop/ingress, same, same, refuse",
    "ours, false, true, false, true, c2/shop/ingress, other, same, change spec",
    "lost, true, true, false, true, , same, same, refuse",
    "lost, true, true, false, true, c2/shop/ingress, same, same, take over tags",
    "lost, true, true, false, false, c2/shop/ingress, same, same, take over tags",
    "lost, true, false, false, true, c2/shop/ingress, same, same, show PLAN_ONLY",
    "lost, true, true, false, true, c2/shop/other, same, same, refuse",
  })
  void planIs(
      String seen,
      boolean inLine,
      boolean manage,
      boolean adopt,
      boolean correct,
      @Nullable String takeover,
      String spec,
      String tags,
      String plan) {
    var asIs = spec.equals("same") ? WANTED : OTHER;
    var tagged = tags.equals("same") ? TEAM : Tags.of(Map.of("team", "other"));
    // Where nobody looks at the tags, the recorded ones are taken for those that it has.
    var state =
        recorded(7, seen.equals("known") ? tagged : TEAM, inLine ? GENERATION : GENERATION - 1);

    var planned =
        new Planner(
                DESIRED,
                state,
                policies(manage, adopt, correct),
                new Requests(false, null, takeover, false),
                TAKEOVER)
            .plan(seen(seen, asIs, tagged));

    assertThat(words(planned)).isEqualTo(plan);
  }

  private static Observation seen(String seen, SpecTree spec, Tags tags) {
    var gateway = observed(spec);
    return switch (seen) {
      case "absent" -> ABSENT;
      case "known" -> known(gateway, null);
      case "lost" -> known(gateway, ownedBy(STRANGER).with(tags));
      case "ours" -> found(gateway, ownedBy(OWNER).with(tags));
      case "strangers" -> found(gateway, ownedBy(STRANGER).with(tags));
      default -> found(gateway, tags);
    };
  }

  private static String words(Plan plan) {
    return switch (plan) {
      case Plan.Create create -> "create";
      case Plan.Keep keep -> "keep";
      case Plan.Refuse refuse -> "refuse";
      case Plan.Show show -> "show " + show.reason();
      case Plan.Change change ->
          switch (change.change()) {
                case ADOPTED -> "adopt";
                case TAKEN_OVER -> "take over";
                default -> "change";
              }
              + (change.differences().isEmpty() ? "" : " spec")
              + (change.tags().isEmpty() ? "" : " tags");
    };
  }

  @Test
  void creationAfterALossHasATokenOfItsOwn() {
    assertThat(plan(DESIRED, recorded(2), ABSENT))
        .isEqualTo(
            new Plan.Create(
                ClientToken.forRecreate(UID, "remote-1", WANTED), Outcome.Change.RECREATED));
    assertThat(plan(DESIRED, NOTHING, ABSENT))
        .isEqualTo(
            new Plan.Create(
                ClientToken.forRecreate(UID, "never seen", WANTED), Outcome.Change.CREATED));
  }

  @ParameterizedTest
  @CsvSource({
    "same generation, other, same, CORRECTED, listeners",
    "same generation, same, foreign, CORRECTED, tags[team]",
    "edited, other, same, UPDATED, listeners",
    "other default tags, same, foreign, UPDATED, tags[team]",
  })
  void correctionIsWhatNobodyAskedFor(
      String why, String spec, String tags, Outcome.Change change, String path) {
    var edited = why.equals("edited");
    var state =
        recorded(
            7,
            why.equals("other default tags") ? Tags.NONE : TEAM,
            edited ? GENERATION - 1 : GENERATION);
    var owned = ownedBy(OWNER);
    var seen =
        known(
            observed(spec.equals("same") ? WANTED : OTHER),
            tags.equals("same") ? owned.with(TEAM) : owned.with(Tags.of(Map.of("team", "x"))));

    var planned = (Plan.Change) plan(DESIRED, state, seen);

    assertThat(planned.change()).isEqualTo(change);
    assertThat(planned.paths()).isNotEmpty().allMatch(it -> it.startsWith(path));
  }

  @Test
  void tagThatLeftTheSpecIsTakenAway() {
    var untagged = desired(Tags.NONE);
    var known = known(observed(WANTED), null);

    assertThat(plan(untagged, recorded(2), known))
        .isEqualTo(
            new Plan.Change(
                observed(WANTED),
                List.of(),
                new TagChanges(Tags.NONE, Set.of("team"), TEAM),
                Outcome.Change.UPDATED));
  }

  @Test
  void foreignTagsStay() {
    var tags = ownedBy(OWNER).with(Tags.of(Map.of("foreign", "x", "aws:cloudformation", "y")));

    assertThat(plan(DESIRED, NOTHING, found(observed(WANTED), tags)))
        .isEqualTo(new Plan.Keep(observed(WANTED)));
  }

  @Test
  void tagThatAFailedPassMayHaveWrittenIsTakenAway() {
    var applied = Tags.of(Map.of("half", "1", "never", "1"));
    var tags = ownedBy(OWNER).with(Tags.of(Map.of("foreign", "x", "half", "1")));
    var expected =
        new Plan.Change(
            observed(WANTED),
            List.of(),
            new TagChanges(Tags.NONE, Set.of("half"), tags),
            Outcome.Change.UPDATED);
    var state = recorded(7, applied, 0);

    assertThat(plan(DESIRED, state, found(observed(WANTED), tags))).isEqualTo(expected);
    assertThat(plan(DESIRED, state, known(observed(WANTED), tags))).isEqualTo(expected);
  }

  @Test
  void restoredResourceTakesItsGatewayBack() {
    var tags = TEAM.with(Ownership.tags(OWNER, "uid-before-the-backup"));
    var plan = plan(DESIRED, NOTHING, found(observed(WANTED), tags));

    assertThat(plan)
        .isEqualTo(
            new Plan.Change(
                observed(WANTED),
                List.of(),
                new TagChanges(Tags.of(Map.of(Ownership.PREFIX + "uid", UID)), Set.of(), tags),
                Outcome.Change.UPDATED));
  }

  @Test
  void refusalNamesTheOwner() {
    assertThat(plan(DESIRED, NOTHING, found(observed(WANTED), ownedBy(STRANGER))))
        .isEqualTo(
            new Plan.Refuse(
                observed(WANTED),
                new Holder.Somebody(STRANGER, new OwnerResource.OfAnotherCluster()),
                false));
  }

  @Test
  void tagsAreShownAmongTheDifferences() {
    var known = known(observed(OTHER), null);
    var shown =
        new Planner(
                desired(Tags.of(Map.of("new", "1"))),
                recorded(2),
                policies(false, false, true),
                Requests.NONE,
                Permissions.DEFAULT)
            .plan(known);

    assertThat(((Plan.Show) shown).differences())
        .containsExactly(
            new Difference("listeners[0].portMapping.port", "80", "81"),
            new Difference("tags[new]", "\"1\"", null),
            new Difference("tags[team]", null, "\"edge\""));
  }

  @ParameterizedTest
  @CsvSource({
    // recorded, generation, manage, adopt, asks for a comparison, known in sync, first move
    "false, 1, true, false, false, false, create",
    "false, 1, true, false, true, false, create",
    "false, 2, true, false, false, false, 'create, may be a replay'",
    "false, 1, true, true, false, false, observe",
    "false, 1, false, false, false, false, observe",
    "true, 1, true, false, false, false, observe",
    "true, 1, false, true, false, false, observe",
    "true, 1, true, false, false, true, rest",
    "true, 1, true, false, true, true, observe",
  })
  void firstMoveIs(
      boolean recorded,
      long generation,
      boolean manage,
      boolean adopt,
      boolean asks,
      boolean inSync,
      String expected) {
    var requests = asks ? new Requests(false, "now", null, false) : Requests.NONE;
    var desired = new DesiredGateway(DESIRED.key(), WANTED, TEAM, OWNER, UID, generation);

    var move =
        new Planner(
                desired,
                recorded ? recorded(generation) : NOTHING,
                policies(manage, adopt, true),
                requests,
                Permissions.DEFAULT)
            .firstMove(inSync);

    assertThat(
            switch (move) {
              case FirstMove.Rest() -> "rest";
              case FirstMove.Observe() -> "observe";
              case FirstMove.Reject(var problem) -> problem;
              case FirstMove.Create(var token, var mayBeReplay) -> {
                assertThat(token).isEqualTo(ClientToken.forCreate(UID));
                yield mayBeReplay ? "create, may be a replay" : "create";
              }
            })
        .isEqualTo(expected);
  }

  @Test
  void onlyWhatUsersWaitForIsRequested() {
    var asked = new Requests(false, "now", null, false);

    assertThat(planner(DESIRED, NOTHING, Requests.NONE).priority()).isEqualTo(Priority.REQUESTED);
    assertThat(planner(DESIRED, recorded(GENERATION - 1), Requests.NONE).priority())
        .isEqualTo(Priority.REQUESTED);
    assertThat(planner(DESIRED, recorded(GENERATION), asked).priority())
        .isEqualTo(Priority.REQUESTED);
    assertThat(planner(DESIRED, recorded(GENERATION), Requests.NONE).priority())
        .as("drift, a full resync")
        .isEqualTo(Priority.BACKGROUND);
  }

  @Test
  void tagsThatAppMeshWouldRefuseAreRejectedFirst() {
    var tags = Tags.of(Map.of("team", "x".repeat(257)));

    for (var state : List.of(NOTHING, recorded(GENERATION))) {
      assertThat(planner(desired(tags), state, Requests.NONE).firstMove(false))
          .isInstanceOf(FirstMove.Reject.class);
    }
  }

  private static Plan plan(DesiredGateway desired, SyncState state, Observation seen) {
    return planner(desired, state, Requests.NONE).plan(seen);
  }

  private static Planner planner(DesiredGateway desired, SyncState state, Requests requests) {
    return new Planner(desired, state, DEFAULT, requests, Permissions.DEFAULT);
  }

  private static DesiredGateway desired(Tags tags) {
    return new DesiredGateway(DESIRED.key(), WANTED, tags, OWNER, UID, GENERATION);
  }
}
