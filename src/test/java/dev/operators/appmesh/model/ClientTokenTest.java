// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientTokenTest {

  private static final String UID = "5b4a7a5e-6f0e-4a57-9f5b-0c7e0a3b9d11";
  private static final SpecTree SPEC = new SpecTree(Map.of("listeners", List.of(1)));

  private static ClientToken update() {
    return ClientToken.forUpdate(UID, 3, 7, SPEC);
  }

  static Stream<Supplier<ClientToken>> repeatedRequestHasTheSameToken() {
    return Stream.of(
        () -> ClientToken.forCreate(UID),
        () -> ClientToken.forRecreate(UID, "gone-1", SPEC),
        ClientTokenTest::update);
  }

  @ParameterizedTest
  @MethodSource
  void repeatedRequestHasTheSameToken(Supplier<ClientToken> token) {
    assertThat(token.get()).isEqualTo(token.get());
    assertThat(token.get().value()).matches("[A-Za-z0-9_-]{1,36}");
  }

  @Test
  void firstCreationTakesTheUid() {
    assertThat(ClientToken.forCreate(UID).value()).isEqualTo(UID);
  }

  @Test
  void otherRequestsHaveOtherTokens() {
    var other = new SpecTree(Map.of("listeners", List.of(2)));
    assertThat(
            List.of(
                ClientToken.forCreate(UID),
                ClientToken.forRecreate(UID, "gone-1", SPEC),
                ClientToken.forRecreate(UID, "gone-2", SPEC),
                ClientToken.forRecreate("other", "gone-1", SPEC),
                ClientToken.forRecreate(UID, "gone-1", other),
                update(),
                ClientToken.forUpdate("other", 3, 7, SPEC),
                ClientToken.forUpdate(UID, 4, 7, SPEC),
                ClientToken.forUpdate(UID, 3, 8, SPEC),
                ClientToken.forUpdate(UID, 37, 7, SPEC),
                ClientToken.forUpdate(UID, 3, 77, SPEC),
                ClientToken.forUpdate(UID, 3, 7, other)))
        .doesNotHaveDuplicates();
  }
}
