// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.manifest.JsonText;
import dev.operators.appmesh.xds.Fleet;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code endpoint envoys}: lists who is connected to a running endpoint. */
@Command(
    name = "envoys",
    description =
        "Lists the Envoys that are connected to an endpoint: since when, which versions they have"
            + " accepted, and what they rejected last.")
public final class EnvoysCommand extends Subcommand {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--management-url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8586",
      converter = Converters.ToHttpUrl.class,
      description = "The endpoint's --management-listen, as a URL.")
  private URI management = URI.create("http://127.0.0.1:8586");

  /** What {@code GET /envoys} answers. */
  static String json(Fleet fleet) {
    var envoys = new ArrayList<Map<String, Object>>();
    for (var it : fleet.envoys()) {
      var envoy = new LinkedHashMap<String, Object>();
      envoy.put("mesh", it.gateway().mesh());
      envoy.put("gateway", it.gateway().gateway());
      envoy.put("address", it.address());
      envoy.put("since", it.since().toString());
      envoy.put("versions", it.versions());
      var rejection = it.rejection();
      if (rejection != null) {
        var rejected = new LinkedHashMap<String, Object>();
        rejected.put("type", rejection.type());
        rejected.put("version", rejection.version());
        rejected.put("at", rejection.at().toString());
        rejected.put("message", rejection.words());
        envoy.put("rejection", rejected);
      }
      envoys.add(envoy);
    }
    var omissions = new ArrayList<Map<String, Object>>();
    fleet
        .omissions()
        .forEach(
            (gateway, all) ->
                all.forEach(
                    it -> {
                      var omission = new LinkedHashMap<String, Object>();
                      omission.put("mesh", gateway.mesh());
                      omission.put("gateway", gateway.gateway());
                      omission.put("resource", it.resource());
                      omission.put("reason", it.reason());
                      omissions.add(omission);
                    }));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("envoys", envoys);
    answer.put("omissions", omissions);
    return JsonText.write(answer);
  }

  @Override
  public Integer call() {
    var url = management.resolve("/envoys");
    try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var answer =
          http.send(HttpRequest.newBuilder(url).timeout(PATIENCE).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        return failed(url + " answers " + answer.statusCode() + ": is it an endpoint?");
      }
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("MESH", "GATEWAY", "ADDRESS", "SINCE", "VERSIONS", "LAST REJECTION"));
      var content = new JsonMapper().readTree(answer.body());
      content.path("envoys").forEach(it -> rows.add(row(it)));
      print(rows);
      for (var it : content.path("omissions")) {
        tell(
            "mesh/%s/virtualGateway/%s leaves out %s: %s"
                .formatted(
                    it.path("mesh").asText(),
                    it.path("gateway").asText(),
                    it.path("resource").asText(),
                    it.path("reason").asText()));
      }
      return ExitCode.OK;
    } catch (JsonProcessingException e) {
      return failed(url + " answers something else: is it an endpoint?");
    } catch (ConnectException e) {
      return failed(
          url + " cannot be reached: start the endpoint, or set --management-url to its address");
    } catch (IOException e) {
      return failed(url + " cannot be reached: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private static List<String> row(JsonNode envoy) {
    var versions = new ArrayList<String>();
    envoy
        .path("versions")
        .properties()
        .forEach(it -> versions.add(it.getKey() + "=" + it.getValue().asText()));
    var rejection = envoy.path("rejection");
    return List.of(
        envoy.path("mesh").asText(),
        envoy.path("gateway").asText(),
        envoy.path("address").asText(),
        envoy.path("since").asText(),
        String.join(",", versions),
        rejection.isMissingNode()
            ? "-"
            : rejection.path("type").asText() + ": " + rejection.path("message").asText());
  }

  private void print(List<List<String>> rows) {
    var widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out().println(line.toString().stripTrailing());
    }
    out().flush();
  }
}
