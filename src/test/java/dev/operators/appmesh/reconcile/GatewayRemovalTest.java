// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.DELETE;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.DESCRIBE;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.ROUTES;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.TAGS;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.UNTAG;
import static dev.operators.appmesh.reconcile.TestGateways.KEY;
import static dev.operators.appmesh.reconcile.TestGateways.NOTHING;
import static dev.operators.appmesh.reconcile.TestGateways.OWNER;
import static dev.operators.appmesh.reconcile.TestGateways.STRANGER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.ownedBy;
import static dev.operators.appmesh.reconcile.TestGateways.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.Outage;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.watch.Retirement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayRemovalTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Policies RETAIN = new Policies(true, false, true, true);
  private static final Policies PLAN = new Policies(false, false, false, true);

  private final InMemoryMesh mesh = new InMemoryMesh();

  /** held: the uid at App Mesh, and whose its tags say it is. seen: the status knows remote-1. */
  @ParameterizedTest
  @CsvSource({
    "remote-1, ours, true, delete, Deleted, DESCRIBE DELETE",
    "remote-1, ours, false, delete, Deleted, DESCRIBE TAGS DELETE",
    "remote-1, nobodys, true, delete, Deleted, DESCRIBE DELETE",
    "remote-1, nobodys, false, delete, Released, DESCRIBE TAGS",
    "remote-1, strangers, false, delete, Released, DESCRIBE TAGS",
    "remote-2, ours, true, delete, Deleted, DESCRIBE TAGS DELETE",
    "remote-2, strangers, true, delete, Released, DESCRIBE TAGS",
    "'', nobodys, true, delete, Deleted, DESCRIBE",
    "'', nobodys, false, delete, Deleted, DESCRIBE",
    "remote-1, ours, true, retain, Released, DESCRIBE UNTAG",
    "remote-2, ours, true, retain, Released, DESCRIBE TAGS UNTAG",
    "remote-2, strangers, true, retain, Released, DESCRIBE TAGS",
    "'', nobodys, true, retain, Deleted, DESCRIBE",
    "remote-1, ours, true, plan, Released, ''",
  })
  void onlyWhatIsOursIsTouched(
      String held, String whose, boolean seen, String policy, String event, String calls) {
    if (!held.isEmpty()) {
      mesh.holding(
          TestGateways.observed(held, WANTED, "ACTIVE"),
          switch (whose) {
            case "ours" -> ownedBy(OWNER);
            case "strangers" -> ownedBy(STRANGER);
            default -> TEAM;
          });
    }
    var policies =
        switch (policy) {
          case "retain" -> RETAIN;
          case "plan" -> PLAN;
          default -> Policies.DEFAULT;
        };

    var outcome = remove(seen ? recorded(1) : NOTHING, policies);

    assertThat(((Outcome.Gone) outcome).event()).isEqualTo(event);
    var wanted =
        Arrays.stream(calls.split(" "))
            .filter(call -> !call.isEmpty())
            .map(InMemoryMesh.Operation::valueOf)
            .toList();
    assertThat(mesh.calls).isEqualTo(wanted);
    assertThat(mesh.gateway() == null).isEqualTo(held.isEmpty() || wanted.contains(DELETE));
  }

  /** Another has been at the gateway that we made: its tags tell whether it is ours still. */
  @ParameterizedTest
  @CsvSource({"ours, Deleted", "nobodys, Deleted", "strangers, Released"})
  void touchedGatewayIsOursByItsTags(String whose, String event) {
    mesh.holding(
        observed(WANTED),
        switch (whose) {
          case "ours" -> ownedBy(OWNER);
          case "strangers" -> ownedBy(STRANGER);
          default -> TEAM;
        });

    var outcome = remove(recorded(6, TEAM, 1), Policies.DEFAULT);

    assertThat(((Outcome.Gone) outcome).event()).isEqualTo(event);
    assertThat(mesh.calls).startsWith(DESCRIBE, TAGS);
  }

  @Test
  void retainedGatewayLosesOurTagsOnly() {
    mesh.holding(observed(WANTED), ownedBy(OWNER));
    remove(recorded(1), RETAIN);

    assertThat(mesh.tags()).isEqualTo(TEAM);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void failureNeverHoldsUpWhatIsRetained(FailureKind kind) {
    mesh.holding(observed(WANTED), ownedBy(OWNER)).failing(UNTAG, kind);

    var gone = (Outcome.Gone) remove(recorded(1), RETAIN);

    assertThat(gone.event()).isEqualTo("Released");
    assertThat(gone.message()).contains("if it is still there: The service's words");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, IN_USE, DELETION_BLOCKED",
    "DELETE, DENIED, ACCESS_DENIED",
    "DELETE, TRANSIENT, SERVICE_ERROR",
    "DESCRIBE, UNREACHABLE, SERVICE_UNAVAILABLE",
    "DESCRIBE, THROTTLED, THROTTLED",
    "TAGS, DENIED, ACCESS_DENIED",
  })
  void failureHoldsUpADeletion(InMemoryMesh.Operation operation, FailureKind kind, Reason reason) {
    mesh.holding(observed(WANTED), ownedBy(OWNER)).failing(operation, kind);

    var outcome = remove(NOTHING, Policies.DEFAULT);

    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(reason);
    assertThat(mesh.gateway()).isNotNull();
    assertThat(mesh.calls).startsWith(DESCRIBE).isSubsetOf(DESCRIBE, TAGS, DELETE, ROUTES);
  }

  @Test
  void routesInTheWayAreNamed() {
    mesh.holding(observed(WANTED), ownedBy(OWNER)).routedBy(List.of("search", "checkout"));

    var blocked = (Outcome.Failed) remove(recorded(1), Policies.DEFAULT);

    assertThat(blocked)
        .isEqualTo(
            new Outcome.Failed(
                Reason.DELETION_BLOCKED,
                "Gateway routes still use the gateway. Delete them (aws appmesh"
                    + " delete-gateway-route), and the operator deletes the gateway: checkout,"
                    + " search."));
    assertThat(mesh.calls).containsExactly(DESCRIBE, DELETE, ROUTES);
    // A repeat must be no news, in whatever order App Mesh lists the routes.
    mesh.routedBy(List.of("checkout", "search"));
    assertThat(remove(recorded(1), Policies.DEFAULT)).isEqualTo(blocked);

    mesh.routedBy(List.of());
    assertThat(remove(recorded(1), Policies.DEFAULT)).isInstanceOf(Outcome.Gone.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 'r0, r1, r2, r3, r4, r5, r6, r7, r8, r9.'",
    "11, 'r0, r1, r10, r2, r3, r4, r5, r6, r7, r8 and 1 more.'",
    "200, 'r0, r1, r10, r100, r101, r102, r103, r104, r105, r106 and 190 more.'",
  })
  void tenRoutesAreNamedAtMost(int count, String names) {
    mesh.holding(observed(WANTED), ownedBy(OWNER))
        .routedBy(IntStream.range(0, count).mapToObj(i -> "r" + i).toList());

    var blocked = (Outcome.Failed) remove(recorded(1), Policies.DEFAULT);

    assertThat(blocked.message()).endsWith("the operator deletes the gateway: " + names);
  }

  /** What blocks a deletion is known although its routes are not. */
  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void failureToListRoutesHidesNothing(FailureKind kind) {
    mesh.holding(observed(WANTED), ownedBy(OWNER))
        .routedBy(List.of("checkout"))
        .failing(ROUTES, kind);

    var blocked = (Outcome.Failed) remove(recorded(1), Policies.DEFAULT);

    assertThat(blocked.reason()).isEqualTo(Reason.DELETION_BLOCKED);
    assertThat(blocked.message())
        .isEqualTo(
            "App Mesh still needs the gateway: The service's words. Delete the gateway routes of"
                + " edge; the operator then deletes the gateway.");
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, true, PT10M, true",
    "UNREACHABLE, true, PT9M59S, false",
    "UNREACHABLE, true, , false",
    "UNREACHABLE, false, PT10M, false",
    "TRANSIENT, true, PT10M, false",
    "DENIED, true, PT10M, false",
    "IN_USE, true, PT10M, false",
  })
  void gatewayIsLeftBehindOnlyWhereAppMeshIsGoneForLongAndThatIsAskedFor(
      FailureKind kind, boolean forceOrphan, @Nullable Duration outage, boolean released) {
    mesh.holding(observed(WANTED), ownedBy(OWNER)).failing(DESCRIBE, kind);

    var outcome = remove(recorded(1), Policies.DEFAULT, forceOrphan, outage);

    assertThat(outcome).isInstanceOf(released ? Outcome.Gone.class : Outcome.Failed.class);
  }

  @Test
  void deletionThatWaitsForAppMeshSaysHowToGoOn() {
    mesh.holding(observed(WANTED), ownedBy(OWNER)).failing(DESCRIBE, FailureKind.UNREACHABLE);

    var failed = (Outcome.Failed) remove(recorded(1), Policies.DEFAULT);

    assertThat(failed.message())
        .contains("cannot be deleted", "deletionPolicy to Retain", "--retired-after")
        .contains("appmesh.operators.dev/force-orphan to \"true\"");
  }

  private Outcome remove(SyncState state, Policies policies) {
    return remove(state, policies, false, null);
  }

  /**
   * @param outage how long nobody has answered; null if App Mesh answers
   */
  private Outcome remove(
      SyncState state, Policies policies, boolean forceOrphan, @Nullable Duration outage) {
    var retirement =
        new Retirement(
            () -> Optional.ofNullable(outage).map(it -> new Outage(NOW.minus(it), "gone")),
            Duration.ofMinutes(10),
            () -> NOW);
    return new GatewayRemoval(mesh, retirement, KEY, OWNER, state, policies, forceOrphan).run();
  }
}
