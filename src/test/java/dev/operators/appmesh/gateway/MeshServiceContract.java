// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the operator relies on in every mesh service. */
public interface MeshServiceContract {

  /** The gateway of these tests, in a mesh that exists. */
  GatewayKey KEY = new GatewayKey("apps", null, "edge");

  /** A service whose mesh has no gateway. */
  MeshService service();

  @Test
  default void absentGatewayIsDescribedAsAbsent() {
    assertThat(service().describe(KEY)).isEmpty();
    assertThat(service().list("apps", null)).isEmpty();
  }

  @Test
  default void createdGatewayIsDescribedAndListed() {
    var created = create(80, "token-1");

    assertThat(created.spec()).isEqualTo(spec(80));
    assertThat(created.isActive()).isTrue();
    assertThat(service().describe(KEY)).contains(created);
    assertThat(service().list("apps", null))
        .containsExactly(new ListedGateway(created.arn(), created.version(), created.createdAt()));
    assertThat(service().tags(created.arn())).isEqualTo(Tags.of(Map.of("team", "edge")));
    assertThat(service().routes(KEY)).isEmpty();
  }

  @Test
  default void repeatedCreationGivesTheSameGateway() {
    assertThat(create(80, "token-1")).isEqualTo(create(80, "token-1"));
  }

  @Test
  default void tokenOfOtherContentIsAConflict() {
    create(80, "token-1");

    assertConflict(() -> create(81, "token-1"));
  }

  @Test
  default void takenNameIsAConflict() {
    create(80, "token-1");

    assertConflict(() -> create(80, "token-2"));
  }

  @Test
  default void updateRaisesTheVersionAndKeepsTheIdentity() {
    var created = create(80, "token-1");

    var updated = service().update(KEY, spec(81), new ClientToken("token-2"));

    assertThat(updated.version()).isEqualTo(created.version() + 1);
    assertThat(updated.spec()).isEqualTo(spec(81));
    assertThat(updated.uid()).isEqualTo(created.uid());
    assertThat(updated.arn()).isEqualTo(created.arn());
    assertThat(updated.createdAt()).isEqualTo(created.createdAt());
    assertThat(service().describe(KEY)).contains(updated);
  }

  @Test
  default void repeatedUpdateCountsOnce() {
    create(80, "token-1");

    assertThat(service().update(KEY, spec(81), new ClientToken("token-2")))
        .isEqualTo(service().update(KEY, spec(81), new ClientToken("token-2")));
  }

  @Test
  default void deletedGatewayIsGoneAndItsSuccessorIsAnotherOne() {
    var first = create(80, "token-1");
    service().delete(KEY);
    assertThat(service().describe(KEY)).isEmpty();
    service().delete(KEY);

    var second = create(80, "token-2");

    assertThat(second.uid()).isNotEqualTo(first.uid());
    assertThat(second.arn()).isEqualTo(first.arn());
  }

  @Test
  default void tagsAreAddedReplacedAndTakenAway() {
    var arn = create(80, "token-1").arn();

    service().tag(arn, Tags.of(Map.of("team", "core", "cost", "")));
    service().untag(arn, Set.of("cost", "never-there"));

    assertThat(service().tags(arn)).isEqualTo(Tags.of(Map.of("team", "core")));
  }

  private ObservedGateway create(int port, String token) {
    return service()
        .create(KEY, spec(port), Tags.of(Map.of("team", "edge")), new ClientToken(token));
  }

  private static SpecTree spec(int port) {
    var mapping = Map.of("portMapping", Map.of("port", port, "protocol", "http"));
    return new SpecTree(Map.of("listeners", List.of(mapping)));
  }

  private static void assertConflict(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MeshFailure.class, it -> assertThat(it.kind()).isEqualTo(FailureKind.CONFLICT));
  }
}
