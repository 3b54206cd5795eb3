// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The meshes in {@code src/test/resources/endpoint/meshes}, which are those of AWS's examples: the
 * AWS CLI makes them file by file, lists and describes them, and deletes them from the last file to
 * the first, but in no other order.
 */
class WholeMeshesIT {

  private static final Path FOLDER = Path.of("src/test/resources/endpoint/meshes");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ConformanceClients clients;
  private static List<ApiClient> all;
  private static ApiClient aws;

  @BeforeAll
  static void start(@TempDir Path scratch) throws IOException {
    clients = new ConformanceClients(scratch);
    all = clients.forTables();
    aws = all.stream().filter(it -> it.name().equals("aws-cli")).findFirst().orElseThrow();
  }

  @AfterAll
  static void stop() {
    all.forEach(ApiClient::close);
    clients.close();
  }

  /** What a file creates. */
  private record Made(ResourceKind kind, ObjectNode request) {

    static Made of(Path file) {
      try {
        var request = (ObjectNode) JSON.readTree(file.toFile());
        var kind =
            Stream.of(ResourceKind.values())
                .filter(it -> request.has(it.nameMember()))
                .reduce((_, deeper) -> deeper)
                .orElseThrow();
        return new Made(kind, request);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The members that name it. */
    ObjectNode names() {
      var names = request.deepCopy();
      names.remove("spec");
      return names;
    }

    String member() {
      return kind.segment();
    }

    /** Whether another one is in it or names it, so that it cannot be deleted before. */
    boolean isNeededBy(Made other) {
      return !other.equals(this) && (other.isIn(this) || other.names(this));
    }

    private boolean isIn(Made parent) {
      return kind.parent() == parent.kind
          && parent.names().properties().stream()
              .allMatch(name -> name.getValue().equals(request.get(name.getKey())));
    }

    private boolean names(Made named) {
      var name = named.request.get(named.kind.nameMember());
      var member =
          kind == ResourceKind.ROUTE && named.kind == ResourceKind.VIRTUAL_NODE
              ? "virtualNode"
              : named.kind.nameMember();
      return kind != ResourceKind.VIRTUAL_NODE
          && request.path("spec").findValues(member).contains(name);
    }
  }

  @TestFactory
  Stream<DynamicTest> theAwsCliMakesAndDeletesThem() throws IOException {
    try (var meshes = Files.list(FOLDER)) {
      var names = meshes.map(mesh -> mesh.getFileName().toString()).sorted().toList();
      assertThat(names).hasSize(7);
      return names.stream().map(name -> dynamicTest(name, () -> check(FOLDER.resolve(name))));
    }
  }

  private static void check(Path mesh) throws IOException {
    List<Made> mades;
    try (var files = Files.list(mesh)) {
      mades = files.sorted().map(Made::of).toList();
    }
    for (var made : mades) {
      var answer = output(aws.call("Create" + made.kind().apiName(), made.request()));
      assertThat(spec(answer.path(made.member()))).isEqualTo(spec(made.request()));
    }
    for (var made : mades) {
      var answer = output(aws.call("Describe" + made.kind().apiName(), made.names()));
      assertThat(spec(answer.path(made.member()))).isEqualTo(spec(made.request()));
      assertListed(made);
    }
    assertOnlyUnneededAreDeleted(mades);
    for (var made : mades.reversed()) {
      var answer = output(aws.call("Delete" + made.kind().apiName(), made.names()));
      assertThat(answer.at("/" + made.member() + "/status/status").asText()).isEqualTo("DELETED");
    }
    assertThat(output(aws.call("ListMeshes", JSON.createObjectNode())).get("meshes")).isEmpty();
  }

  private static void assertListed(Made made) {
    var parent = made.names();
    parent.remove(made.kind().nameMember());
    var list = output(aws.call("List" + made.kind().plural(), parent));
    assertThat(list.get(made.kind().listMember()).findValuesAsText(made.kind().nameMember()))
        .contains(made.request().get(made.kind().nameMember()).asText());
  }

  /** Each is tried while all others are there, and made again where it could be deleted. */
  private static void assertOnlyUnneededAreDeleted(List<Made> mades) {
    var http = clients.http();
    var wrong = new ArrayList<String>();
    for (var made : mades) {
      var answer = http.call("Delete" + made.kind().apiName(), made.names());
      var isNeeded = mades.stream().anyMatch(made::isNeededBy);
      var isRight =
          switch (answer) {
            case ApiAnswer.Output _ -> {
              output(http.call("Create" + made.kind().apiName(), made.request()));
              yield !isNeeded;
            }
            case ApiAnswer.Refusal(var status, var code, var _) ->
                isNeeded && Objects.equals(status, 409) && code.equals("ResourceInUseException");
            case ApiAnswer.Unsent _ -> false;
          };
      if (!isRight) {
        wrong.add(made + ": " + answer);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static JsonNode spec(JsonNode resource) {
    return resource.has("spec") ? resource.get("spec") : JSON.createObjectNode();
  }

  private static JsonNode output(ApiAnswer answer) {
    assertThat(answer).isInstanceOf(ApiAnswer.Output.class);
    return ((ApiAnswer.Output) answer).members();
  }
}
