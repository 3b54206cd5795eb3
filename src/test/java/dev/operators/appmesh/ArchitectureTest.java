// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.reconcile.status.Finalizer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between the packages. */
class ArchitectureTest {

  private static final String ROOT = "dev.operators.appmesh";

  /** From top to bottom: a package imports only packages after it. */
  private static final List<String> PACKAGES =
      List.of(
          "cli",
          "ops",
          "preview",
          "reconcile",
          "connect",
          "migrate",
          "aws",
          "xds",
          "endpoint",
          "envoy",
          "gateway",
          "surroundings",
          "rules",
          "manifest",
          "api",
          "model");

  /** The packages in {@code endpoint}, which is above them, in the same order. */
  private static final List<String> ENDPOINT =
      List.of(
          "endpoint.http",
          "endpoint.operations",
          "endpoint.access",
          "endpoint.faults",
          "endpoint.store",
          "endpoint.shape",
          "endpoint.protocol",
          "endpoint.files",
          "endpoint.settings");

  private static final JavaClasses SOURCES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyClassIsInAPackageOfTheList() {
    assertThat(SOURCES).isNotEmpty();
    classes()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .resideInAnyPackage(packages(PACKAGES))
        .check(SOURCES);
  }

  @Test
  void theRootHoldsNothingButMain() {
    assertThat(
            SOURCES.stream()
                .filter(type -> type.isTopLevelClass() && type.getPackageName().equals(ROOT)))
        .extracting(JavaClass::getSimpleName)
        .containsOnly("Main", "package-info");
    noClasses()
        .that()
        .resideInAnyPackage(packages(PACKAGES))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(SOURCES);
  }

  static List<String> upperPackages() {
    return PACKAGES.subList(0, PACKAGES.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("upperPackages")
  void noLowerPackageImports(String upper) {
    noneBelowImports(PACKAGES, upper);
  }

  static List<String> upperEndpointPackages() {
    return ENDPOINT.subList(0, ENDPOINT.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("upperEndpointPackages")
  void noLowerPackageOfTheEndpointImports(String upper) {
    noneBelowImports(ENDPOINT, upper);
  }

  private static void noneBelowImports(List<String> order, String upper) {
    var below = order.subList(order.indexOf(upper) + 1, order.size());
    noClasses()
        .that()
        .resideInAnyPackage(packages(below))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packageOf(upper))
        .check(SOURCES);
  }

  @Test
  void theEndpointIsAboveItsPackages() {
    var endpoint = ROOT + ".endpoint";
    classes()
        .that()
        .resideInAPackage(packageOf("endpoint"))
        .and()
        .resideOutsideOfPackage(endpoint)
        .should()
        .resideInAnyPackage(packages(ENDPOINT))
        .check(SOURCES);
    noClasses()
        .that()
        .resideInAnyPackage(packages(ENDPOINT))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(endpoint)
        .check(SOURCES);
  }

  @Test
  void ofTheEndpointOnlyServerSettingsAndFaultsAreUsedOutside() {
    var inside = new ArrayList<>(ENDPOINT);
    inside.removeAll(List.of("endpoint.settings", "endpoint.faults"));
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf("endpoint"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(inside))
        .check(SOURCES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "surroundings", "model"})
  void domainPackagesUseOnlyJava(String name) {
    classes()
        .that()
        .resideInAPackage(packageOf(name))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify.annotations", packageOf(name), packageOf("model"))
        .check(SOURCES);
  }

  @Test
  void envoysConfigurationIsPure() {
    classes()
        .that()
        .resideInAPackage(packageOf("envoy"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations",
            "com.fasterxml.jackson..",
            "com.google.re2j",
            packageOf("envoy"),
            packageOf("api"),
            packageOf("model"))
        .check(SOURCES);
  }

  @Test
  void otherPackagesDoNotUseTheAwsSdk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            packages(
                List.of(
                    "preview", "reconcile", "connect", "xds", "endpoint", "envoy", "rules", "api")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .allowEmptyShould(true)
        .check(SOURCES);
  }

  @Test
  void appMeshPackagesDoNotUseKubernetes() {
    noClasses()
        .that()
        .resideInAnyPackage(
            packages(List.of("aws", "xds", "endpoint", "envoy", "rules", "manifest")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..")
        .allowEmptyShould(true)
        .check(SOURCES);
  }

  /** From top to bottom; the loop itself is what lies in none of them. */
  private static final List<String> ROOMS_OF_THE_LOOP = List.of("watch", "status", "plan");

  static List<String> roomsOfTheLoop() {
    return ROOMS_OF_THE_LOOP;
  }

  @ParameterizedTest
  @MethodSource("roomsOfTheLoop")
  void noRoomOfTheLoopImportsTheLoopOrARoomAbove(String room) {
    var above = ROOMS_OF_THE_LOOP.subList(0, ROOMS_OF_THE_LOOP.indexOf(room));
    noClasses()
        .that()
        .resideInAPackage(packageOf("reconcile." + room))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".reconcile")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(above.stream().map(it -> "reconcile." + it).toList()))
        .allowEmptyShould(true)
        .check(SOURCES);
  }

  @Test
  void decisionsKnowNoClientAndNoFramework() {
    noClasses()
        .that()
        .resideInAPackage(packageOf("reconcile.plan"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8.kubernetes.client..", "io.javaoperatorsdk..", "software.amazon..")
        .check(SOURCES);
  }

  /** They are those of the framework's cache. The finalizer is removed from the client's copy. */
  @Test
  void passesDoNotChangeResources() {
    noClasses()
        .that()
        .resideInAnyPackage(packages(List.of("ops", "reconcile", "connect")))
        .and()
        .doNotBelongToAnyOf(Finalizer.class)
        .should()
        .callMethodWhere(
            target(owner(assignableTo(VirtualGateway.class).or(assignableTo(ObjectMeta.class))))
                .and(target(nameMatching("(set|add|remove).*"))))
        .check(SOURCES);
  }

  @Test
  void noClassHasAMeaninglessName() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(SOURCES);
  }

  private static String packageOf(String name) {
    return ROOT + '.' + name + "..";
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
  }
}
