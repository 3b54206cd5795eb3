// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {

  private static final String TEAM_A =
      """
      {"namespaceSelector": {"matchLabels": {"team": "a"}}, "meshNames": ["apps", "team-a-*"],
       "mayAdopt": true}\
      """;
  private static final String OLD_CLUSTER =
      """
      {"namespaceSelector": {"matchExpressions": [{"key": "team", "operator": "Exists"}]},
       "meshNames": ["apps"], "mayTakeOverFrom": ["old/shop"]}\
      """;
  private static final String ALL_BUT_GUESTS =
      """
      {"namespaceSelector": {"matchExpressions": [{"key": "guest", "operator": "DoesNotExist"}]},
       "meshNames": ["*"]}\
      """;

  @ParameterizedTest
  @CsvSource({
    // team, mesh, may have gateways, may adopt, may take over from old/shop/x
    "a, apps, true, true, true",
    "a, team-a-1, true, true, false",
    "a, team-a, false, false, false",
    "a, team-b-1, false, false, false",
    "a, xapps, false, false, false",
    "b, apps, true, false, true",
    "b, team-a-1, false, false, false",
  })
  void grantsForANamespaceAndMeshAddUp(
      String team, String mesh, boolean allowed, boolean adopt, boolean takeOver) {
    var grants = Grants.parse(List.of(TEAM_A, OLD_CLUSTER));

    var permissions = grants.permissions(Optional.of(Map.of("team", team)), mesh);

    assertThat(permissions.isPresent()).isEqualTo(allowed);
    assertThat(permissions.filter(Permissions::mayAdopt).isPresent()).isEqualTo(adopt);
    assertThat(
            permissions.filter(it -> it.mayTakeOverFrom(new Owner("old", "shop", "x"))).isPresent())
        .isEqualTo(takeOver);
  }

  /** It may have the very label that keeps it out. */
  @Test
  void namespaceThatIsNotKnownYetHasOnlyWhatAllHave() {
    var grants = Grants.parse(List.of(ALL_BUT_GUESTS));

    assertThat(grants.permissions(Optional.of(Map.of()), "apps")).isPresent();
    assertThat(grants.permissions(Optional.empty(), "apps")).isEmpty();
    assertThat(grants.admit(Optional.empty())).isFalse();
    assertThat(Grants.EVERYTHING.permissions(Optional.empty(), "apps"))
        .contains(Permissions.DEFAULT);
  }

  @Test
  void withoutFlagsEverythingIsGrantedButTakingOver() {
    assertThat(Grants.parse(List.of())).isEqualTo(Grants.EVERYTHING);
    assertThat(Permissions.DEFAULT.mayAdopt()).isTrue();
    assertThat(Permissions.DEFAULT.mayTakeOverFrom(new Owner("c2", "shop", "x"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespaceSelector: {} | is not JSON",
        "[] | a grant must be an object",
        "{\"meshNames\": [\"apps\"]} | the selector is no object",
        "{\"namespaceSelector\": {}} | meshNames is missing",
        "{\"namespaceSelector\": {}, \"meshNames\": []} | meshNames is missing",
        "{\"namespaceSelector\": {}, \"meshNames\": [\"*\"], \"may_adopt\": true} | has no member"
            + " may_adopt, but [namespaceSelector, meshNames, mayAdopt, mayTakeOverFrom]",
        "{\"namespaceSelector\": {\"labels\": {}}, \"meshNames\": [\"*\"]} | has no member labels",
        "{\"namespaceSelector\": {}, \"meshNames\": [\"*\"], \"mayTakeOverFrom\": [\"a/b/c/d\"]} |"
            + " a/b/c/d is not cluster[/namespace[/name]]",
      })
  void problemOfAFlagIsNamed(String flag, String problem) {
    assertThatThrownBy(() -> Grants.parse(List.of(flag))).hasMessageContaining(problem);
  }

  /** Left out, it would permit more. */
  @Test
  void storedGrantsThatCannotBeReadPermitNothing() {
    var stored = Map.<String, Object>of("grants", List.of(Map.of("meshNames", List.of("apps"))));

    assertThat(Grants.of(stored)).isEqualTo(new Grants(List.of()));
    assertThat(Grants.of(null)).isEqualTo(new Grants(List.of()));
    assertThat(Grants.of(Map.of("region", "eu-west-1"))).isEqualTo(new Grants(List.of()));
  }
}
