// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Writes objects as YAML in kubectl's block style: members in the order of the map, strings quoted
 * if a parser of YAML 1.1 or 1.2 could read them as something else, and multi-line strings as
 * literal blocks. {@link Documents} reads the same objects.
 */
public final class YamlText {

  private YamlText() {}

  /** Each object as a document that begins with {@code ---}. */
  public static String write(List<? extends Map<String, ?>> documents) {
    var options = new DumperOptions();
    options.setExplicitStart(true);
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setWidth(Integer.MAX_VALUE);
    var yaml = new Yaml(options);
    var text = new StringWriter();
    documents.forEach(document -> yaml.serialize(node(document), text));
    return text.toString();
  }

  private static Node node(@Nullable Object value) {
    return switch (value) {
      case null -> scalar(Tag.NULL, "null", ScalarStyle.PLAIN);
      case Map<?, ?> map -> {
        var members = new ArrayList<NodeTuple>();
        map.forEach(
            (name, member) -> members.add(new NodeTuple(text((String) name), node(member))));
        yield new MappingNode(Tag.MAP, members, FlowStyle.BLOCK);
      }
      case List<?> list ->
          new SequenceNode(Tag.SEQ, list.stream().map(YamlText::node).toList(), FlowStyle.BLOCK);
      case String text -> text(text);
      case Boolean bool -> scalar(Tag.BOOL, bool.toString(), ScalarStyle.PLAIN);
      case Double number -> scalar(Tag.FLOAT, number.toString(), ScalarStyle.PLAIN);
      case Number number -> scalar(Tag.INT, number.toString(), ScalarStyle.PLAIN);
      default -> throw new IllegalArgumentException("YAML has no " + value.getClass());
    };
  }

  private static Node text(String text) {
    return scalar(Tag.STR, text, style(text));
  }

  private static ScalarStyle style(String text) {
    if (PlainScalar.isAmbiguous(text) || text.codePoints().anyMatch(YamlText::isSpecial)) {
      return ScalarStyle.DOUBLE_QUOTED;
    }
    if (text.indexOf('\n') < 0) {
      return ScalarStyle.PLAIN; // the library quotes what YAML's grammar wants quoted
    }
    return Character.isWhitespace(text.charAt(0)) ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.LITERAL;
  }

  /** Characters that cannot be in a line, or that end a line for some parsers. */
  private static boolean isSpecial(int character) {
    return switch (character) {
      case '\n' -> false;
      case 0x2028, 0x2029, 0xFEFF -> true;
      default -> Character.isISOControl(character);
    };
  }

  private static Node scalar(Tag tag, String text, ScalarStyle style) {
    return new ScalarNode(tag, text, null, null, style);
  }
}
