// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecTreeTest {

  @Test
  void isImmutable() {
    var mapping = new HashMap<String, Object>(Map.of("port", 80));
    var listeners = new ArrayList<Object>(List.of(Map.of("portMapping", mapping)));
    var members = new HashMap<String, Object>(Map.of("listeners", listeners));
    var spec = new SpecTree(members);

    mapping.put("port", 81);
    listeners.clear();
    members.clear();

    assertThat(spec.json()).isEqualTo("{\"listeners\":[{\"portMapping\":{\"port\":80}}]}");
    assertThatThrownBy(() -> spec.members().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    var list = (List<?>) spec.members().getOrDefault("listeners", List.of());
    assertThatThrownBy(() -> list.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) list.getFirst()).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nullIsDropped() {
    var list = new ArrayList<Object>();
    list.add(null);
    list.add("x");
    var nested = new HashMap<String, Object>();
    nested.put("gone", null);
    var members = new LinkedHashMap<String, Object>();
    members.put("gone", null);
    members.put("list", list);
    members.put("nested", nested);

    assertThat(new SpecTree(members).json()).isEqualTo("{\"list\":[\"x\"],\"nested\":{}}");
  }

  @Test
  void intsAndLongsAreEqual() {
    var ints = new SpecTree(Map.of("port", 80, "ports", List.of(80, 81)));
    var longs = new SpecTree(Map.of("port", 80L, "ports", List.of(80L, 81L)));

    assertThat(ints).isEqualTo(longs).hasSameHashCodeAs(longs);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "34 | ~\"\\\"\"~",
        "92 | ~\"\\\\\"~",
        "10 | ~\"\\n\"~",
        "13 | ~\"\\r\"~",
        "9 | ~\"\\t\"~",
        "0 | ~\"\\u0000\"~",
        "31 | ~\"\\u001f\"~",
        "32 | ~\" \"~",
        "127 | ~\"\u007f\"~",
        "47 | ~\"/\"~",
        "252 | ~\"ü\"~",
      })
  void characterIsWrittenAsJson(int character, String written) {
    var spec = new SpecTree(Map.of("text", Character.toString(character)));

    assertThat(spec.json()).isEqualTo("{\"text\":" + written + "}");
  }

  @Test
  void jsonKeepsTheOrderAndTheKinds() {
    var members = new LinkedHashMap<String, Object>();
    members.put("z", true);
    members.put("a \"quoted\"", List.of(1, "1", List.of(), Map.of()));
    members.put("🐢", "🐢");

    assertThat(new SpecTree(members).json())
        .isEqualTo("{\"z\":true,\"a \\\"quoted\\\"\":[1,\"1\",[],{}],\"🐢\":\"🐢\"}");
    assertThat(SpecTree.EMPTY.json()).isEqualTo("{}");
  }
}
