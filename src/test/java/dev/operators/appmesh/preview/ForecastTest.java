// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.DESCRIBE;
import static dev.operators.appmesh.reconcile.InMemoryMesh.Operation.TAGS;
import static dev.operators.appmesh.reconcile.TestGateways.DESIRED;
import static dev.operators.appmesh.reconcile.TestGateways.KEY;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.OWNER;
import static dev.operators.appmesh.reconcile.TestGateways.STRANGER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.UID;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.ownedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.preview.Prospect.Action;
import dev.operators.appmesh.reconcile.InMemoryMesh;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.Requests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

  private static final VirtualGatewayStatus IN_SYNC =
      TestGateways.status(VirtualGatewayStatus.EMPTY, TestGateways.inSync());
  private static final ListedGateway LISTED = listed(observed(WANTED));
  private static final ListedGateway LATER =
      new ListedGateway(LISTED.arn(), LISTED.version() + 1, LISTED.createdAt());
  private static final Difference PORT =
      new Difference("spec.listeners[0].portMapping.port", "81", "80");

  private final InMemoryMesh mesh = new InMemoryMesh();

  @Test
  void listAndStatusProveWhatIsUnchanged() {
    assertThat(look(IN_SYNC, DESIRED, LISTED)).isEqualTo(Prospect.UNCHANGED);
    assertThat(mesh.calls).isEmpty();
  }

  @Test
  void editedSpecIsComparedWithoutItsTags() {
    mesh.holding(observed(WANTED), ownedBy(OWNER));

    assertThat(look(IN_SYNC, wanting(OTHER, TEAM), LISTED)).isEqualTo(update(PORT));
    assertThat(mesh.calls).containsExactly(DESCRIBE);
  }

  @Test
  void editedTagsAreShownWithWhatTheyWere() {
    mesh.holding(observed(WANTED), ownedBy(OWNER));
    var tags = Tags.of(Map.of("team", "core", "cost", "7"));

    assertThat(look(IN_SYNC, wanting(WANTED, tags), LISTED))
        .isEqualTo(
            update(
                new Difference("tags[cost]", "\"7\"", null),
                new Difference("tags[team]", "\"core\"", "\"edge\"")));
    assertThat(look(IN_SYNC, wanting(WANTED, Tags.NONE), LISTED))
        .isEqualTo(update(new Difference("tags[team]", null, "\"edge\"")));
  }

  @Test
  void editIsNoDriftThatTheResourceOnlyReports() {
    mesh.holding(observed(WANTED), ownedBy(OWNER));
    var resource = resource(IN_SYNC, Map.of("driftPolicy", "Report"));

    assertThat(new Forecast(mesh).of(resource, wanting(OTHER, TEAM), LISTED))
        .isEqualTo(update(PORT));
    mesh.holding(observed(OTHER), ownedBy(OWNER));
    assertThat(new Forecast(mesh).of(resource, DESIRED, LATER))
        .returns(Action.LEAVE, Prospect::action)
        .returns("spec.management.driftPolicy is Report", Prospect::reason);
  }

  @ParameterizedTest
  @CsvSource({"true, true, false", "true, false, true", "false, true, true"})
  void whatTheListDoesNotProveIsLookedAt(boolean version, boolean digest, boolean tags) {
    mesh.holding(observed(WANTED), ownedBy(OWNER));
    var status = digest ? IN_SYNC : withoutDigest(IN_SYNC);
    var wanted = wanting(WANTED, tags ? TEAM : Tags.of(Map.of("team", "core")));

    look(status, wanted, version ? LISTED : LATER);

    assertThat(mesh.calls).startsWith(DESCRIBE);
  }

  @Test
  void statusThatIsNotInSyncProvesNothing() {
    mesh.holding(observed(WANTED), ownedBy(OWNER));
    var failed = TestGateways.status(IN_SYNC, new Outcome.Failed(Reason.THROTTLED, "Fewer calls."));

    assertThat(look(failed, DESIRED, LISTED)).isEqualTo(Prospect.UNCHANGED);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @Test
  void changeBehindOurBackIsLookedAtWithItsTags() {
    mesh.holding(observed(OTHER), ownedBy(STRANGER));

    assertThat(look(IN_SYNC, DESIRED, LATER)).returns(Action.REFUSE, Prospect::action);
    assertThat(mesh.calls).containsExactly(DESCRIBE, TAGS);
  }

  @Test
  void whatIsNotListedIsCreatedWithoutALook() {
    var created = look(null, DESIRED, null);
    assertThat(created.action()).isEqualTo(Action.CREATE);
    assertThat(created.differences())
        .contains(
            new Difference(
                "spec.listeners", "[{\"portMapping\":{\"port\":80,\"protocol\":\"http\"}}]", null),
            new Difference("tags[team]", "\"edge\"", null));
    assertThat(look(IN_SYNC, DESIRED, null)).isEqualTo(created);
    assertThat(mesh.calls).isEmpty();
  }

  @Test
  void modePlanCreatesNothing() {
    assertThat(new Forecast(mesh).of(resource(null, Map.of("mode", "Plan")), DESIRED, null))
        .returns(Action.LEAVE, Prospect::action)
        .returns("spec.management.mode is Plan", Prospect::reason);
  }

  @Test
  void gatewayOfNobodyIsAdoptedOrRefused() {
    mesh.holding(observed(WANTED), Tags.NONE);

    assertThat(look(null, DESIRED, LISTED)).returns(Action.REFUSE, Prospect::action);
    assertThat(
            new Forecast(mesh)
                .of(resource(null, Map.of("adoptionPolicy", "IfUnowned")), DESIRED, LISTED))
        .returns(Action.ADOPT, Prospect::action)
        .extracting(Prospect::differences, list(Difference.class))
        .hasSize(5)
        .allMatch(tag -> tag.actual() == null);
  }

  @Test
  void unknownUidAndClusterAreThoseOfTheTags() {
    mesh.holding(observed(WANTED), ownedBy(OWNER));
    var file =
        new DesiredGateway(
            KEY,
            WANTED,
            TEAM,
            new Owner(Forecast.UNKNOWN_CLUSTER, OWNER.namespace(), OWNER.name()),
            Forecast.UNKNOWN_UID,
            1);

    assertThat(look(null, file, LISTED)).isEqualTo(Prospect.UNCHANGED);
    mesh.holding(observed(WANTED), ownedBy(new Owner("c1", "shop", "other")));
    assertThat(look(null, file, LISTED)).returns(Action.REFUSE, Prospect::action);
  }

  @Test
  void permittedTakeoverIsShown() {
    mesh.holding(observed(WANTED), ownedBy(STRANGER));
    var resource = resource(null, Map.of());
    resource
        .getMetadata()
        .setAnnotations(Map.of(Requests.ALLOW_TAKEOVER_FROM, STRANGER.toString()));

    assertThat(new Forecast(mesh).of(resource, DESIRED, LISTED))
        .returns(Action.TAKE_OVER, Prospect::action);
  }

  @Test
  void pausedResourceIsLeftAlone() {
    var resource = resource(null, Map.of());
    resource.getMetadata().setAnnotations(Map.of(Requests.PAUSED, "true"));

    assertThat(new Forecast(mesh).of(resource, DESIRED, LISTED))
        .returns(Action.LEAVE, Prospect::action);
    assertThat(mesh.calls).isEmpty();
  }

  @Test
  void failureIsNoProspect() {
    mesh.failing(DESCRIBE, FailureKind.DENIED);

    var prospect = look(null, DESIRED, LISTED);
    assertThat(prospect.action()).isEqualTo(Action.UNKNOWN);
    assertThat(prospect.reason()).contains("appmesh:DESCRIBE");
  }

  private static Prospect update(Difference... differences) {
    return new Prospect(Action.UPDATE, List.of(differences), "");
  }

  private Prospect look(
      @Nullable VirtualGatewayStatus status,
      DesiredGateway wanted,
      @Nullable ListedGateway listed) {
    return new Forecast(mesh).of(resource(status, Map.of()), wanted, listed);
  }

  private static VirtualGateway resource(
      @Nullable VirtualGatewayStatus status, Map<String, Object> management) {
    var spec = new HashMap<>(WANTED.members());
    spec.put("management", management);
    var resource = TestGateways.resource(spec);
    resource.setStatus(status);
    return resource;
  }

  private static DesiredGateway wanting(SpecTree spec, Tags tags) {
    return new DesiredGateway(KEY, spec, tags, OWNER, UID, DESIRED.generation());
  }

  private static ListedGateway listed(ObservedGateway gateway) {
    return new ListedGateway(gateway.arn(), gateway.version(), gateway.createdAt());
  }

  /** As written by a release that had none. */
  private static VirtualGatewayStatus withoutDigest(VirtualGatewayStatus status) {
    return status.with(it -> it.specDigest = null);
  }
}
