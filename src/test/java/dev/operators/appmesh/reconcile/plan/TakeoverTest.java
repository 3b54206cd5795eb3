// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import static dev.operators.appmesh.reconcile.TestGateways.DESIRED;
import static dev.operators.appmesh.reconcile.TestGateways.NOTHING;
import static dev.operators.appmesh.reconcile.TestGateways.OWNER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.UID;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.policies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.OwnerPattern;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.Permissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The taker is resource ingress in namespace shop of cluster c1. */
class TakeoverTest {

  /**
   * owner: whose the gateway is. resource: what is known of it; living by X means that it names X
   * in allow-takeover-by. asks: the taker's allow-takeover-from. grant: owners that an
   * administrator lets the taker's namespace take over from.
   */
  @ParameterizedTest
  @CsvSource({
    // owner, resource, asks, grant, taken over
    "c1/team-a/edge, living, c1/team-a/edge, , false",
    "c1/team-a/edge, living, c1/team-a/edge, c1, false",
    "c1/team-a/edge, living by shop/ingress, , , false",
    "c1/team-a/edge, living by shop/ingress, c1/team-a/edge, , true",
    "c1/team-a/edge, living by shop/ingress, team-a/edge, , true",
    "c1/team-a/edge, living by shop/ingress, c1/team-a/other, , false",
    "c1/team-a/edge, living by shop/other, c1/team-a/edge, c1, false",
    "c1/team-a/edge, living by c1/shop/ingress, c1/team-a/edge, , false",
    "c1/team-a/edge, gone, c1/team-a/edge, , false",
    "c1/team-a/edge, gone, c1/team-a/edge, c1/team-a/edge, true",
    "c1/team-a/edge, gone, team-a/edge, c1/team-a, true",
    "c1/team-a/edge, gone, team-a/edge, c1/team-b, false",
    "c1/team-a/edge, gone, , c1, false",
    "c1/team-a/edge, unreadable, team-a/edge, c1, false",
    "c2/team-a/edge, elsewhere, c2/team-a/edge, , false",
    "c2/team-a/edge, elsewhere, c2/team-a/edge, c2, true",
    "c2/team-a/edge, elsewhere, c2/team-a/edge, c2/team-a, true",
    "c2/team-a/edge, elsewhere, c2/team-a/edge, c2/team-a/edge, true",
    "c2/team-a/edge, elsewhere, c2/team-a/edge, c2/team-a/other, false",
    "c2/team-a/edge, elsewhere, c2/team-a/edge, c1, false",
    "c2/team-a/edge, elsewhere, team-a/edge, c2, false",
    "c2/team-a/edge, elsewhere, , c2, false",
  })
  void whoLosesOrWhoRunsTheClusterDecides(
      String owner, String resource, @Nullable String asks, @Nullable String grant, boolean taken) {
    var plan = plan(owner(owner), known(resource), asks, grant);

    if (taken) {
      assertThat(plan)
          .isInstanceOfSatisfying(
              Plan.Change.class,
              it -> assertThat(it.change()).isEqualTo(Outcome.Change.TAKEN_OVER));
    } else {
      assertThat(plan).isInstanceOf(Plan.Refuse.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // policy, granted, adopted
    "false, true, false",
    "true, false, false",
    "true, true, true",
  })
  void adoptionIsAskedForAndGranted(boolean policy, boolean granted, boolean adopted) {
    var planner =
        new Planner(
            DESIRED,
            NOTHING,
            policies(true, policy, true),
            Requests.NONE,
            new Permissions(granted, List.of()));

    var plan = planner.plan(new Observation.Found(observed(WANTED), TEAM, new Holder.Nobody()));

    assertThat(plan).isInstanceOf(adopted ? Plan.Change.class : Plan.Refuse.class);
  }

  /** Who lives and records a gateway as its own holds it, whatever became of its tags. */
  @Test
  void gatewayWithoutTagsIsNotAdoptedFromWhoRecordsIt() {
    var holder = new Holder.Somebody(owner("c1/team-a/edge"), new OwnerResource.Living(null));
    var planner =
        new Planner(
            DESIRED, NOTHING, policies(true, true, true), Requests.NONE, Permissions.DEFAULT);

    assertThat(planner.plan(new Observation.Found(observed(WANTED), TEAM, holder)))
        .isEqualTo(new Plan.Refuse(observed(WANTED), holder, false));
  }

  @ParameterizedTest
  @CsvSource({
    "c1/team-a/edge, living, , a VirtualGateway in another namespace",
    "c1/team-a/edge, living, , 'allow-takeover-by: \"shop/ingress\"'",
    "c1/team-a/edge, living, team-a/edge, 'allow-takeover-by: \"shop/ingress\"'",
    "c1/shop/edge, living, , the VirtualGateway edge",
    "c1/team-a/edge, gone, team-a/edge, who runs the cluster must grant namespace shop",
    "c2/team-a/edge, elsewhere, , a VirtualGateway of cluster c2",
    "c1/team-a/edge, unreadable, team-a/edge, must be allowed to read",
  })
  void refusalSaysWhatIsMissingAndNamesNoForeignNamespace(
      String owner, String resource, @Nullable String asks, String words) {
    var refused = (Plan.Refuse) plan(owner(owner), known(resource), asks, null);

    var message = FailureMessages.notOwned(refused, OWNER).message();

    assertThat(message).contains(words).doesNotContain("team-a").hasSizeLessThan(1000);
  }

  @Test
  void refusedAdoptionSaysWhetherPolicyOrGrantIsMissing() {
    assertThat(message(false)).contains("adoptionPolicy to IfUnowned");
    assertThat(message(true)).contains("grant with mayAdopt");
  }

  private static String message(boolean requested) {
    var refused = new Plan.Refuse(observed(WANTED), new Holder.Nobody(), requested);
    return FailureMessages.notOwned(refused, OWNER).message();
  }

  private static Plan plan(
      Owner owner, OwnerResource resource, @Nullable String asks, @Nullable String grant) {
    var permissions =
        new Permissions(true, grant == null ? List.of() : List.of(OwnerPattern.of(grant)));
    var planner =
        new Planner(
            DESIRED,
            NOTHING,
            Policies.DEFAULT,
            new Requests(false, null, asks, false),
            permissions);
    return planner.plan(
        new Observation.Found(
            observed(WANTED),
            TEAM.with(Ownership.tags(owner, UID)),
            new Holder.Somebody(owner, resource)));
  }

  private static OwnerResource known(String resource) {
    return switch (resource) {
      case "living" -> new OwnerResource.Living(null);
      case "gone" -> new OwnerResource.Gone();
      case "elsewhere" -> new OwnerResource.OfAnotherCluster();
      case "unreadable" -> new OwnerResource.Unreadable();
      default -> new OwnerResource.Living(resource.substring("living by ".length()));
    };
  }

  private static Owner owner(String text) {
    var parts = text.split("/", 3);
    return new Owner(parts[0], parts[1], parts[2]);
  }
}
