// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The policies grant what the program calls, and nothing else. */
class IamPolicyTest {

  private static final JavaClasses SOURCES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.operators.appmesh");

  static Stream<IamPolicy> all() {
    return IamPolicy.all().stream();
  }

  @Test
  void policiesGrantExactlyTheOperationsThatTheSourceCalls() {
    var called =
        SOURCES.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isEquivalentTo(AppMeshClient.class))
            .map(JavaMethodCall::getName)
            .filter(name -> !List.of("builder", "close").contains(name))
            .map(name -> name.replaceFirst("Paginator$", ""))
            .map(name -> "appmesh:" + Character.toUpperCase(name.charAt(0)) + name.substring(1))
            .collect(Collectors.toSet());

    assertThat(IamPolicy.named("operator.json").actions()).doesNotContain("appmesh:ListMeshes");
    var granted = new HashSet<>(IamPolicy.named("operator.json").actions());
    granted.addAll(IamPolicy.named("list-meshes.json").actions());
    assertThat(granted).isEqualTo(called);
  }

  @Test
  void noOtherServiceIsCalled() {
    var clients =
        SOURCES.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(it -> it.getTargetClass())
            .filter(type -> type.isAssignableTo(SdkClient.class))
            .filter(type -> !type.isEquivalentTo(SdkClient.class))
            .map(type -> type.getName())
            .collect(Collectors.toSet());

    assertThat(clients)
        .containsExactlyInAnyOrder(AppMeshClient.class.getName(), StsClient.class.getName());
  }

  @Test
  void readOnlyPolicyIsASubsetOfTheOperatorsPolicy() {
    assertThat(IamPolicy.named("operator.json").actions())
        .containsAll(IamPolicy.named("read-only.json").actions());
    assertThat(IamPolicy.named("read-only.json").actions())
        .allMatch(action -> action.matches("appmesh:(Describe|List).*"));
  }

  @Test
  void rolesOfConnectionsAreAssumedInTwoWays() {
    assertThat(IamPolicy.named("assume-role.json").actions()).containsExactly("sts:AssumeRole");
    assertThat(IamPolicy.named("trust-operator.json").actions()).containsExactly("sts:AssumeRole");
    assertThat(IamPolicy.named("trust-service-account.json").actions())
        .containsExactly("sts:AssumeRoleWithWebIdentity");
  }

  @ParameterizedTest
  @MethodSource("all")
  void statementsAreLimitedToResourcesOrConditions(IamPolicy policy) throws IOException {
    assertThat(policy.statements())
        .isNotEmpty()
        .allSatisfy(
            statement -> {
              assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
              // Meshes are listed as a whole: nothing narrower can be said of it.
              if (!statement.path("Action").asText().equals("appmesh:ListMeshes")) {
                assertThat(statement.path("Resource").asText("arn:")).startsWith("arn:");
              }
              // A trust policy says who instead of what.
              assertThat(statement.has("Resource")).isNotEqualTo(statement.has("Principal"));
              assertThat(statement.has("Condition")).isEqualTo(statement.has("Principal"));
            });
    assertThat(policy.actions()).isNotEmpty().noneMatch(action -> action.contains("*"));
    assertThat(Files.readString(Path.of("docs/permissions.md"))).contains("config/iam/" + policy);
  }
}
