// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.store.JdbcStore;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/mesh, jdbc:postgresql://db/mesh",
    "'jdbc:postgresql://a:1,b:2/m?user=u&password=s3cret', 'jdbc:postgresql://a:1,b:2/m'",
    "jdbc:postgresql://u:s3cret@db/mesh, jdbc:postgresql://db/mesh",
    "jdbc:postgresql://u:s3@cret@db/mesh?a=@, jdbc:postgresql://db/mesh",
    "jdbc:postgresql:mesh?password=s3cret, jdbc:postgresql:mesh",
  })
  void databaseIsNamedWithoutCredentials(String url, String named) {
    var database = new Storage.Database(url, "u", "s3cret");

    assertThat(database.place()).isEqualTo("database " + named);
    assertThat(EmbeddedEndpoint.with().storage(database).settings().toString())
        .contains(named)
        .doesNotContain("s3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc:mysql://db/mesh", "postgresql://db/mesh"})
  void otherDatabasesAreRefused(String url) {
    assertThatThrownBy(() -> new Storage.Database(url, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it must start with jdbc:postgresql://");
  }

  @Test
  void urlThatTheDriverDoesNotReadIsToldWithoutCredentials() {
    var database =
        new Storage.Database("jdbc:postgresql://db:port/mesh?password=s3cret", null, null);

    assertThatThrownBy(() -> JdbcStore.open(database))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessage(
            "the database jdbc:postgresql://db:port/mesh cannot be opened: its URL is not"
                + " jdbc:postgresql://HOST:PORT/DATABASE");
  }
}
