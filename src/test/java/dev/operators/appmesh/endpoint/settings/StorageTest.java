// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.store.JdbcStore;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/mesh, jdbc:postgresql://db/mesh",
    "'jdbc:postgresql://a:1,b:2/m?user=u&password=s3cret', 'jdbc:postgresql://a:1,b:2/m'",
    "jdbc:postgresql:mesh?password=s3cret, jdbc:postgresql:mesh",
    "jdbc:postgresql://[::1]:1/mesh?password=s3cret, 'jdbc:postgresql://[::1]:1/mesh'",
    "jdbc:postgresql://db/mesh?password=a@s3, jdbc:postgresql:...",
    "jdbc:postgresql:u:s3cret@x, jdbc:postgresql:...",
    "jdbc:postgresql:u/s3cret@x, jdbc:postgresql:...",
    "jdbc:postgresql:/u:s3cret@x, jdbc:postgresql:...",
    "jdbc:postgresql://u:s3cret@db/mesh, jdbc:postgresql:...",
    "jdbc:postgresql://u:s3@cret@db/mesh?a=@, jdbc:postgresql:...",
    "jdbc:postgresql://u:s3?cret@db/mesh, jdbc:postgresql:...",
    "jdbc:postgresql://u:s3/cret@db/mesh, jdbc:postgresql:...",
    "jdbc:postgresql://u:s3%40cret/mesh, jdbc:postgresql:...",
    "jdbc:postgresql://db/mesh;password=s3cret, jdbc:postgresql:...",
    "jdbc:postgresql://db/mesh&password=s3cret, jdbc:postgresql:...",
    "jdbc:postgresql://db/mesh#s3cret, jdbc:postgresql:...",
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

  /**
   * The driver would send a part of some to a server, which says that there is no such database.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db:port/mesh?password=s3cret",
        "jdbc:postgresql:u:s3cret@x",
        "jdbc:postgresql://127.0.0.1:1/u:s3cret",
        "jdbc:postgresql://u:s3cret@127.0.0.1:1/mesh",
        "jdbc:postgresql://127.0.0.1:1/mesh;password=s3cret",
        "jdbc:postgresql://127.0.0.1:1/mesh?s3cret",
      })
  void urlOfAnotherFormIsRefusedWithoutAnyPartOfIt(String url) {
    var database = new Storage.Database(url, null, null);

    assertThatThrownBy(() -> JdbcStore.open(database))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessage(
            "the database jdbc:postgresql:... cannot be opened: its URL is not"
                + " jdbc:postgresql://HOST:PORT/DATABASE; credentials come after it, as"
                + " ?user=NAME&password=PASSWORD");
  }
}
