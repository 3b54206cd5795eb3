// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The program {@code aws}: a process for each call, its input in a file. */
final class AwsCommand implements ApiClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern REFUSED =
      Pattern.compile(
          "An error occurred \\((\\w+)\\) when calling the \\w+ operation: (.*)", Pattern.DOTALL);

  private final AwsClients clients;
  private final URI endpoint;
  private final Path configuration;

  AwsCommand(AwsClients clients, URI endpoint, Path configuration) {
    this.clients = clients;
    this.endpoint = endpoint;
    this.configuration = configuration;
  }

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public ApiAnswer call(String operation, JsonNode input) {
    try {
      var file = Files.createTempFile(configuration.getParent(), "input", ".json");
      JSON.writeValue(file.toFile(), input);
      return run(operation, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ApiAnswer run(String operation, Path input) throws IOException {
    var command = new ArrayList<>(clients.aws());
    command.addAll(List.of("appmesh", dashed(operation), "--cli-input-json", "file://" + input));
    var builder = new ProcessBuilder(command);
    ScriptClient.configure(builder, endpoint, configuration);
    var errors = Files.createTempFile(configuration.getParent(), "errors", ".txt");
    var process = builder.redirectError(errors.toFile()).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    var exitCode = process.onExit().join().exitValue();
    if (exitCode == 0) {
      return new ApiAnswer.Output(JSON.readTree(output.isBlank() ? "{}" : output));
    }
    var refused = REFUSED.matcher(Files.readString(errors));
    return refused.find()
        ? new ApiAnswer.Refusal(null, refused.group(1), refused.group(2).strip())
        : new ApiAnswer.Unsent(Files.readString(errors));
  }

  /** {@code CreateMesh} is {@code create-mesh}. */
  private static String dashed(String operation) {
    return operation.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {}
}
