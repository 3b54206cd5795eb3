// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A client in Python: one process that makes the calls which it is given line by line. */
final class ScriptClient implements ApiClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Process process;
  private final BufferedWriter calls;
  private final BufferedReader answers;

  /** Starts {@code script}, which talks to {@code endpoint}. */
  ScriptClient(String name, AwsClients clients, String script, URI endpoint, Path configuration) {
    this.name = name;
    var builder = new ProcessBuilder(clients.script(script)).redirectError(Redirect.INHERIT);
    configure(builder, endpoint, configuration);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calls = process.outputWriter();
    answers = process.inputReader();
  }

  /** Sets what AWS's clients in Python read from their environment, and nothing else of theirs. */
  static void configure(ProcessBuilder builder, URI endpoint, Path configuration) {
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.putAll(
        Map.of(
            "AWS_ACCESS_KEY_ID",
            ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY",
            SECRET_KEY,
            "AWS_DEFAULT_REGION",
            REGION,
            "AWS_ENDPOINT_URL",
            endpoint.toString(),
            "AWS_CONFIG_FILE",
            configuration.toString(),
            "AWS_EC2_METADATA_DISABLED",
            "true",
            "AWS_MAX_ATTEMPTS",
            "1",
            "NO_PROXY",
            endpoint.getHost(),
            "PYTHONUTF8",
            "1"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ApiAnswer call(String operation, JsonNode input) {
    try {
      var call = JSON.createObjectNode().put("operation", operation).set("input", input);
      calls.write(JSON.writeValueAsString(call));
      calls.newLine();
      calls.flush();
      var line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException(name + " ended during " + call);
      }
      return answer(JSON.readTree(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApiAnswer answer(JsonNode line) {
    if (line.has("output")) {
      return new ApiAnswer.Output(line.get("output"));
    }
    if (line.has("unsent")) {
      return new ApiAnswer.Unsent(line.get("unsent").asText());
    }
    var error = line.get("error");
    return new ApiAnswer.Refusal(
        error.has("status") ? error.get("status").asInt() : null,
        error.get("code").asText(),
        error.get("message").asText());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
