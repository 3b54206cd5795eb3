// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import static dev.operators.appmesh.connect.ConnectionsTest.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.ConnectionSettings.Role;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionReaderTest {

  private static final Credentials.Key KEY = new Credentials.Key("id", "secret", null);

  private final ConnectionReader reader =
      new ConnectionReader(
          name ->
              name.equals("keys")
                  ? new KeySecrets.Reading.Found(KEY)
                  : new KeySecrets.Reading.Missing("There is no Secret " + name),
          false);

  @Test
  void allMembersAreRead() {
    var role = "arn:aws:iam::210987654321:role/mesh";

    assertThat(
            reader.read(
                saying(
                    """
                    region: eu-west-1
                    endpointUrl: https://mesh.example/v1
                    credentials: {secretName: keys}
                    assumeRole: {roleArn: "%s", externalId: shop-1}
                    maxReadRate: 2
                    maxWriteRate: 0.5
                    namespaceSelector: {}
                    """
                        .formatted(role))))
        .isEqualTo(
            new ConnectionReader.Reading.Legible(
                new ConnectionSettings(
                    "eu-west-1",
                    URI.create("https://mesh.example/v1"),
                    KEY,
                    new Role(role, "shop-1"),
                    2,
                    0.5)));
  }

  @Test
  void regionIsTheOnlyRequiredMember() {
    assertThat(reader.read(saying("region: eu-west-1")))
        .isEqualTo(legible(null, new Credentials.Own()));
    assertThat(
            reader.read(saying("{region: eu-west-1, credentials: {webIdentityRoleArn: 'arn:r'}}")))
        .isEqualTo(legible(null, new Credentials.WebIdentity("arn:r")));
  }

  @Test
  void plainHttpIsRefusedForOtherMachines() {
    var connection = saying("{region: eu-west-1, endpointUrl: 'http://mesh.example'}");

    assertThat(reader.read(connection))
        .isInstanceOfSatisfying(
            ConnectionReader.Reading.Illegible.class,
            it ->
                assertThat(it.problem())
                    .startsWith("spec.endpointUrl http://mesh.example would send")
                    .contains("--allow-unsafe-aws-endpoint-urls"));
    assertThat(new ConnectionReader(reader.keys(), true).read(connection))
        .isEqualTo(legible(URI.create("http://mesh.example"), new Credentials.Own()));
    assertThat(reader.read(saying("{region: eu-west-1, endpointUrl: 'http://127.0.0.1:8585'}")))
        .isEqualTo(legible(URI.create("http://127.0.0.1:8585"), new Credentials.Own()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | spec.region is missing",
        "region: 1 | spec.region must be a string",
        "{region: r, endpointUrl: 'a b'} | spec.endpointUrl is not a URL",
        "{region: r, endpointUrl: 'ftp://x'} | spec.endpointUrl must be an http or https URL",
        "{region: r, credentials: all} | spec.credentials must be an object",
        "{region: r, credentials: {}} | spec.credentials needs secretName or",
        "{region: r, credentials: {secretName: keys, webIdentityRoleArn: a}} | and not both",
        "{region: r, credentials: {secretName: other}} | it has no usable access key",
        "{region: r, assumeRole: {}} | spec.assumeRole.roleArn is missing",
        "{region: r, assumeRole: {roleArn: a, externalId: 7}} | spec.assumeRole.externalId must be",
        "{region: {a: 1}} | spec.region must be a string",
        "{region: r, endpointUrl: true} | spec.endpointUrl must be a string",
        "{region: r, credentials: {secretName: [keys]}} | spec.credentials.secretName must be a"
            + " string",
        "{region: r, credentials: ''} | spec.credentials must be an object",
        "{region: r, assumeRole: [a]} | spec.assumeRole must be an object",
        "{region: r, maxReadRate: '2'} | spec.maxReadRate must be 0 or more",
        "{region: r, maxReadRate: true} | spec.maxReadRate must be 0 or more",
        "{region: r, maxReadRate: ''} | spec.maxReadRate must be 0 or more",
        "{region: r, namespaceSelector: all} | spec.namespaceSelector must be an object",
        "{region: r, namespaceSelector: {matchExpressions: a}} | matchExpressions must be a list",
        "{region: r, namespaceSelector: {matchExpressions: [1]}} | matchExpressions[0] must be an"
            + " object",
        "{region: r, namespaceSelector: {matchLabels: a}} | matchLabels must be an object",
        "{region: r, maxReadRate: -1} | spec.maxReadRate must be 0 or more",
        "{region: r, maxWriteRate: fast} | spec.maxWriteRate must be 0 or more",
      })
  void wrongMemberIsReported(String spec, String problem) {
    assertThat(reader.read(saying(spec)))
        .isInstanceOfSatisfying(
            ConnectionReader.Reading.Illegible.class,
            it -> assertThat(it.problem()).contains(problem));
  }

  private static ConnectionReader.Reading legible(@Nullable URI endpoint, Credentials credentials) {
    return new ConnectionReader.Reading.Legible(
        new ConnectionSettings("eu-west-1", endpoint, credentials, null, 0, 0));
  }
}
