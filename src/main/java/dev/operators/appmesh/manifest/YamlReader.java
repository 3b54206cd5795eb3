// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads the values in a YAML text as kubectl does. */
final class YamlReader {

  private static final String MERGE = "<<";

  private static final Pattern SEPARATOR_WITH_TAB =
      Pattern.compile("^--- *\\t[ \\t]*", Pattern.MULTILINE);

  private final Reading reading;
  private final Iterator<Event> events;
  private final Map<String, Node> anchors = new HashMap<>();

  private YamlReader(String source, Iterator<Event> events) {
    this.reading = new Reading(source);
    this.events = events;
  }

  /**
   * One node for each document.
   *
   * @throws UnreadableDocumentException if the text is not YAML, or has no equivalent in JSON
   */
  static List<Node> read(String source, String text) {
    requireShortLines(source, text);
    try {
      var options = new LoaderOptions();
      options.setCodePointLimit(Integer.MAX_VALUE); // bounded where files are read
      return new YamlReader(
              source, new Yaml(options).parse(new StringReader(separated(text))).iterator())
          .documents();
    } catch (ReaderException e) {
      int line = 1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      throw new UnreadableDocumentException(
          source, line, "a character that YAML does not permit: quote and escape it", e);
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      throw new UnreadableDocumentException(
          source, mark == null ? 0 : mark.getLine() + 1, "not YAML: " + e.getProblem(), e);
    } catch (YAMLException e) {
      throw new UnreadableDocumentException(source, 0, "not YAML: " + e.getMessage(), e);
    }
  }

  private static void requireShortLines(String source, String text) {
    int line = 1;
    int inLongLines = 0;
    for (int start = 0, end; start < text.length(); start = end + 1, line++) {
      end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end - start > Bounds.TEXT) {
        throw new UnreadableDocumentException(source, line, Bounds.LINE_TOO_LONG, null);
      }
      inLongLines += end - start > Bounds.LONG_LINE ? end - start : 0;
      if (inLongLines > Bounds.LONG_LINES) {
        throw new UnreadableDocumentException(source, line, Bounds.TOO_MANY_LONG_LINES, null);
      }
    }
  }

  /** After the separator of documents kubectl accepts tabs, but SnakeYAML does not. */
  private static String separated(String text) {
    return SEPARATOR_WITH_TAB.matcher(text).replaceAll(it -> it.group().replace('\t', ' '));
  }

  private List<Node> documents() {
    var documents = new ArrayList<Node>();
    while (events.hasNext()) {
      if (events.next() instanceof DocumentStartEvent) {
        anchors.clear();
        documents.add(node(events.next(), 0));
      }
    }
    return documents;
  }

  private Node node(Event event, int depth) {
    if (depth > Bounds.DEPTH) {
      throw unreadable(event, Bounds.TOO_DEEP);
    }
    if (event instanceof AliasEvent alias) {
      var node = aliased(alias);
      reading.values(node.size(), line(event));
      return node;
    }
    reading.values(1, line(event));
    var node =
        switch (event) {
          case ScalarEvent scalar -> Node.scalar(value(scalar), line(scalar));
          case SequenceStartEvent list -> list(list, depth);
          case MappingStartEvent map -> map(map, depth);
          default ->
              throw unreadable(event, "not YAML: " + event.getEventId() + " comes too early");
        };
    var anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, node);
      if (anchors.size() > Bounds.ANCHORS) {
        throw unreadable(event, Bounds.TOO_MANY_ANCHORS);
      }
    }
    return node;
  }

  /** The value of an alias. Only complete values have anchors, so that no value contains itself. */
  private Node aliased(AliasEvent alias) {
    var node = anchors.get(alias.getAnchor());
    if (node == null) {
      throw unreadable(alias, "nothing before *" + alias.getAnchor() + " has that anchor");
    }
    return node;
  }

  private Node list(SequenceStartEvent start, int depth) {
    requireTag(start, start.getTag(), Tag.SEQ);
    var items = new ArrayList<Node>();
    for (var event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return Node.list(items, line(start));
  }

  private Node map(MappingStartEvent start, int depth) {
    requireTag(start, start.getTag(), Tag.MAP);
    var members = new Node.Members(line(start));
    var sources = new ArrayList<Node>();
    for (var event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      if (isMerge(event)) {
        // Counted when it is taken over, since the same object may be named many times.
        var taken = events.next();
        sources.add(taken instanceof AliasEvent alias ? aliased(alias) : node(taken, depth + 1));
        continue;
      }
      var name = name(event);
      if (!members.add(name, line(event), node(events.next(), depth + 1))) {
        throw unreadable(event, "\"" + name + "\" appears twice: remove one of them");
      }
    }
    var seen = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    sources.forEach(taken -> merge(start, taken, members, seen));
    return members.node();
  }

  private static boolean isMerge(Event event) {
    return event instanceof ScalarEvent key
        && key.isPlain()
        && key.getTag() == null
        && key.getValue().equals(MERGE);
  }

  /**
   * Adds the members of another object. The members of the object itself have precedence.
   *
   * @param seen the objects that are already merged, since the same one may be named many times
   */
  private void merge(Event event, Node taken, Node.Members members, Set<Object> seen) {
    switch (taken.value()) {
      case Object value when !seen.add(value) -> reading.merged(1, line(event));
      case Map<?, ?> map -> {
        reading.merged(1 + map.size(), line(event));
        reading.values(taken.size(), line(event));
        members.merge(map, taken.lines(), taken.size());
      }
      case List<?> list -> {
        reading.merged(1 + list.size(), line(event));
        for (int i = 0; i < list.size(); i++) {
          if (!(list.get(i) instanceof Map<?, ?> item)) {
            throw unreadable(event, MERGE + " takes objects only");
          }
          // The size of the list includes those of its items.
          var size = i == 0 ? taken.size() : 0;
          merge(event, new Node(item, taken.lines().items().get(i), size), members, seen);
        }
      }
      case null, default -> throw unreadable(event, MERGE + " takes objects only");
    }
  }

  private String name(Event event) {
    var key = event instanceof AliasEvent alias ? aliased(alias).value() : null;
    if (event instanceof ScalarEvent scalar) {
      key = value(scalar);
    }
    return switch (key) {
      case String text -> reading.name(text, line(event));
      case Boolean bool -> bool.toString();
      case Long number -> number.toString();
      case null, default -> throw unreadable(event, "the name of a member must be text");
    };
  }

  private @Nullable Object value(ScalarEvent scalar) {
    try {
      var value = YamlScalar.value(scalar);
      return value instanceof String text ? reading.word(text) : value;
    } catch (IllegalArgumentException e) {
      throw unreadable(scalar, String.valueOf(e.getMessage()));
    }
  }

  private void requireTag(Event event, @Nullable String tag, Tag expected) {
    if (tag != null && !tag.equals("!") && !tag.equals(expected.getValue())) {
      throw unreadable(event, "the tag " + tag + " does not fit, or is unknown");
    }
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }

  private UnreadableDocumentException unreadable(Event event, String problem) {
    return reading.unreadable(line(event), problem);
  }
}
