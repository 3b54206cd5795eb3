// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.gateway.Mandate;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A finalizer that is added to a resource, which may have changed since it was read. */
class FinalizerIT {

  private static final String OTHERS = "example.com/of-a-user";

  @AutoClose private final TestEnvironment env = new TestEnvironment("finalizer", "apps");

  private final KnownStatuses knownStatuses = new KnownStatuses();
  private final Finalizer finalizer = finalizer(Mandate.UNLIMITED);
  private final VirtualGateway read = env.create("edge", 80);

  private Finalizer finalizer(Mandate mandate) {
    return new Finalizer(env.cluster.client(), mandate, knownStatuses);
  }

  @Test
  void isAddedByOneWriteWhoseVersionIsKnown() {
    var writes = env.writes();

    assertThat(finalizer.add(read)).isTrue();

    assertThat(env.writes() - writes).isEqualTo(1);
    assertThat(env.get("edge").getFinalizers()).containsExactly(Finalizer.NAME);
    assertThat(knownStatuses.known(read).resourceVersion())
        .isEqualTo(env.get("edge").getMetadata().getResourceVersion());
  }

  @Test
  void isAddedToTheResourceAsOthersLeftIt() {
    haveFinalizers(List.of(OTHERS));

    assertThat(finalizer.add(read)).isTrue();

    assertThat(env.get("edge").getFinalizers()).containsExactly(OTHERS, Finalizer.NAME);
  }

  @Test
  void isNotWrittenAgain() {
    finalizer.add(read);
    var writes = env.writes();

    assertThat(finalizer.add(env.get("edge"))).isTrue();

    assertThat(env.writes()).isEqualTo(writes);
  }

  @Test
  void isNotAddedWhereTheDeletionHasBegun() {
    haveFinalizers(List.of(OTHERS));
    env.delete("edge");

    assertThat(finalizer.add(read)).isFalse();

    assertThat(env.get("edge").getFinalizers()).containsExactly(OTHERS);
    haveFinalizers(List.of());
  }

  @Test
  void isNotAddedToAnotherResourceOfTheName() {
    env.delete("edge");
    env.awaitGone("edge");
    assertThat(finalizer.add(read)).isFalse();

    env.create("edge", 80);
    assertThat(finalizer.add(read)).isFalse();

    assertThat(env.get("edge").getFinalizers()).isEmpty();
  }

  @Test
  void isAddedWithMandateOnly() {
    assertThatThrownBy(() -> finalizer(() -> false).add(read))
        .isInstanceOf(IllegalStateException.class);

    assertThat(env.get("edge").getFinalizers()).isEmpty();
  }

  private void haveFinalizers(List<String> finalizers) {
    env.edit(
        "edge",
        it -> {
          it.getMetadata().setFinalizers(finalizers);
          return it;
        });
  }
}
