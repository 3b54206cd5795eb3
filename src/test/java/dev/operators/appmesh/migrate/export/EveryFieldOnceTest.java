// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.envoy.EnvoyExport;
import dev.operators.appmesh.migrate.envoy.EnvoySettings;
import dev.operators.appmesh.migrate.gatewayapi.GatewayApiExport;
import dev.operators.appmesh.migrate.gatewayapi.GatewaySettings;
import dev.operators.appmesh.rules.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each export says of each field that is set, exactly once, what becomes of it. */
class EveryFieldOnceTest {

  private static final int RANDOM = 400;

  /** What is said of backends; the ports are those that specs at random have, or not. */
  private static final List<String> BACKENDS =
      List.of(
          "",
          "app=app.example.local:443",
          "app=app.example.local:443,tls,sni=gateway.example.com",
          "app=app.example.local:1,tls=false");

  private static final String TWO = "app=a.example.local:443,tls,web=b.example.local:80";

  /** An export, with a name for people. */
  record Export(String name, Function<SourceGateway, Exported> export) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Export> exports() {
    var exports = new ArrayList<Export>();
    for (var backends : BACKENDS) {
      exports.add(envoy(backends, null));
      exports.add(gatewayApi(backends, null));
    }
    exports.add(envoy(TWO + ",prefix=/web", "/run/sds"));
    exports.add(gatewayApi(TWO + ",tls=false", "/run/sds"));
    return exports.stream();
  }

  @ParameterizedTest
  @MethodSource("exports")
  void everySetFieldHasOneFinding(Export export) {
    var mentioned = new TreeSet<String>();
    for (var resource : FullSpecs.resources()) {
      assertThat(RuleBook.shipped().check(resource)).isEmpty();
      mentioned.addAll(mentionedOnce(export, SourceGateway.of(resource)));
    }
    assertThat(mentioned).isEqualTo(FullSpecs.fields());
  }

  @ParameterizedTest
  @MethodSource("exports")
  void randomFieldsHaveOneFindingEach(Export export) {
    ExportCase.random(7, RANDOM).forEach(it -> mentionedOnce(export, it.gateway()));
  }

  @Test
  void otherFindingsAreAboutRoutesAdminOrDefaults() {
    var gateway = SourceGateway.of(FullSpecs.resources().getFirst());
    assertThat(exports().flatMap(it -> it.export().apply(gateway).report().findings().stream()))
        .extracting(Finding::field)
        .filteredOn(field -> !field.startsWith("spec."))
        .containsOnly("routes", "admin", "defaults");
  }

  private static List<String> mentionedOnce(Export export, SourceGateway gateway) {
    var fields =
        export.export().apply(gateway).report().findings().stream()
            .map(Finding::field)
            .filter(field -> field.startsWith("spec."))
            .toList();
    assertThat(fields)
        .as(gateway.tree().json())
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(new Findings(gateway).fields());
    return fields;
  }

  private static Export envoy(String backends, @Nullable String sdsSocket) {
    var settings = new EnvoySettings(parsed(backends), "/etc/certs", sdsSocket);
    return new Export("envoy " + backends, gateway -> EnvoyExport.of(gateway, settings));
  }

  private static Export gatewayApi(String backends, @Nullable String sdsSocket) {
    var settings = new GatewaySettings("eg", parsed(backends), sdsSocket);
    return new Export("gateway-api " + backends, gateway -> GatewayApiExport.of(gateway, settings));
  }

  private static List<ExportBackend> parsed(String backends) {
    return Backends.parse(backends.isEmpty() ? List.of() : List.of(backends.split(",")));
  }
}
