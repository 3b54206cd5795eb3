// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnershipTest {

  private static final Owner OWNER = new Owner("c1", "apps", "ingress");
  private static final Tags TAGS = Ownership.tags(OWNER, "u1");

  @Test
  void tagsSurviveARoundTrip() {
    assertThat(Ownership.of(TAGS)).isEqualTo(new Ownership.Owned(OWNER, "u1"));
    assertThat(Ownership.of(Tags.of(Map.of("team", "edge")).with(TAGS)))
        .isEqualTo(new Ownership.Owned(OWNER, "u1"));
  }

  @Test
  void isWrittenInFourTags() {
    assertThat(TAGS.values())
        .containsOnly(
            Map.entry("appmesh.operators.dev/cluster", "c1"),
            Map.entry("appmesh.operators.dev/namespace", "apps"),
            Map.entry("appmesh.operators.dev/name", "ingress"),
            Map.entry("appmesh.operators.dev/uid", "u1"))
        .containsOnlyKeys(Ownership.KEYS);
  }

  static Set<String> isUnownedWhereATagIsMissing() {
    return Ownership.KEYS;
  }

  @ParameterizedTest
  @MethodSource
  void isUnownedWhereATagIsMissing(String missing) {
    var values = new HashMap<>(TAGS.values());
    values.remove(missing);

    assertThat(Ownership.of(Tags.of(values))).isEqualTo(new Ownership.Unowned());
  }

  @Test
  void isUnownedWithoutTags() {
    assertThat(Ownership.of(Tags.NONE)).isEqualTo(new Ownership.Unowned());
    assertThat(Ownership.of(Tags.of(Map.of("team", "edge")))).isEqualTo(new Ownership.Unowned());
  }

  @Test
  void overridesTheTagsOfTheSpec() {
    var asked = Tags.of(Map.of("team", "edge", Ownership.PREFIX + "name", "other"));
    var desired =
        new DesiredGateway(new GatewayKey("m", null, "g"), SpecTree.EMPTY, asked, OWNER, "u1", 1);

    assertThat(Ownership.of(desired.allTags())).isEqualTo(new Ownership.Owned(OWNER, "u1"));
    assertThat(desired.allTags().values()).containsEntry("team", "edge").hasSize(5);
  }

  @Test
  void ownerIsWrittenWithSlashes() {
    assertThat(OWNER).hasToString("c1/apps/ingress");
  }
}
