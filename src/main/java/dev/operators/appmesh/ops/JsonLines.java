// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes each line of the log as one JSON object. Its keys are fixed, so that log queries can rely
 * on them: {@link #KEYS}. A key without a value is omitted.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  /** The keys of every line. */
  private static final List<String> ALWAYS =
      List.of("time", "level", "logger", "thread", "message");

  /** What the framework knows about the resource, by our key. */
  private static final Map<String, String> RESOURCE =
      Map.of("kind", "resource.kind", "namespace", "resource.namespace", "name", "resource.name");

  private static final List<String> DETAILS =
      List.of(
          "kind",
          "namespace",
          "name",
          "mesh",
          "gateway",
          "operation",
          "status",
          "error",
          "requestId",
          "accessKey",
          "remote",
          "millis");

  private static final String EXCEPTION = "exception";

  /** All keys, in their order. */
  public static final List<String> KEYS =
      Stream.of(ALWAYS, DETAILS, List.of(EXCEPTION)).flatMap(List::stream).toList();

  private final ObjectMapper json = new ObjectMapper();
  private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

  @Override
  public void start() {
    stack.start();
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    try {
      return (json.writeValueAsString(members(event)) + '\n').getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> members(ILoggingEvent event) {
    var members = new LinkedHashMap<String, Object>();
    members.put("time", event.getInstant().toString());
    members.put("level", event.getLevel().toString());
    members.put("logger", event.getLoggerName());
    members.put("thread", event.getThreadName());
    members.put("message", event.getFormattedMessage());
    var known = known(event);
    for (var key : DETAILS) {
      var value = known.get(key);
      if (value != null && !value.equals("-")) {
        members.put(key, value instanceof Number ? value : value.toString());
      }
    }
    if (event.getThrowableProxy() != null) {
      members.put(EXCEPTION, stack.convert(event));
    }
    return members;
  }

  /** The values of the line itself override those of its thread. */
  private static Map<String, Object> known(ILoggingEvent event) {
    var context = event.getMDCPropertyMap();
    var known = new LinkedHashMap<String, Object>(context);
    RESOURCE.forEach(
        (key, name) -> {
          if (context.containsKey(name)) {
            known.put(key, context.get(name));
          }
        });
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> known.put(pair.key, pair.value));
    }
    return known;
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
