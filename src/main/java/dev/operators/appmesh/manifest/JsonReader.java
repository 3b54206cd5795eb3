// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values in a JSON text, one after the other. */
final class JsonReader {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Bounds.DEPTH)
                  .maxStringLength(Bounds.TEXT)
                  .maxNameLength(Bounds.NAME)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonParser parser;
  private final Reading reading;

  private JsonReader(JsonParser parser, Reading reading) {
    this.parser = parser;
    this.reading = reading;
  }

  /**
   * One node for each value.
   *
   * @throws UnreadableDocumentException if the text is not JSON
   */
  static List<Node> read(String source, String text) {
    var values = new ArrayList<Node>();
    try (var parser = FACTORY.createParser(text)) {
      var reader = new JsonReader(parser, new Reading(source));
      try {
        while (parser.nextToken() != null) {
          values.add(reader.node());
        }
      } catch (StreamConstraintsException e) {
        int line = parser.currentLocation().getLineNr();
        throw new UnreadableDocumentException(
            source, line, Bounds.TOO_DEEP + ", or too long: " + e.getOriginalMessage(), e);
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UnreadableDocumentException(source, line, "not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UnreadableDocumentException(source, 0, String.valueOf(e.getMessage()), e);
    }
    return values;
  }

  private Node node() throws IOException {
    int line = line();
    reading.values(1, line);
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var members = new Node.Members(line);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          int nameLine = line();
          var name = reading.name(parser.currentName(), nameLine);
          parser.nextToken();
          members.add(name, nameLine, node());
        }
        yield members.node();
      }
      case START_ARRAY -> {
        var items = new ArrayList<Node>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node());
        }
        yield Node.list(items, line);
      }
      default -> Node.scalar(value(), line);
    };
  }

  private @Nullable Object value() throws IOException {
    try {
      return switch (parser.currentToken()) {
        case VALUE_NUMBER_INT -> PlainScalar.number(parser.getBigIntegerValue());
        case VALUE_NUMBER_FLOAT -> PlainScalar.number(parser.getDoubleValue());
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        case VALUE_NULL -> null;
        default -> Unicode.checked(reading.word(parser.getText()));
      };
    } catch (IllegalArgumentException e) {
      throw new JsonParseException(parser, String.valueOf(e.getMessage()), e);
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
