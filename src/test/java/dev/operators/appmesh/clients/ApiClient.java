// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;

/** A client of the App Mesh API. One call at a time. */
public interface ApiClient extends AutoCloseable {

  /** Credentials that all of them sign with. */
  String ACCESS_KEY = "test";

  String SECRET_KEY = "test";

  String REGION = "us-west-2";

  /** Short and the same for all clients of its kind, such as {@code boto3}. */
  String name();

  /**
   * Makes one attempt of a call.
   *
   * @param operation such as {@code CreateMesh}
   * @param input the members of the request as the API's model names them
   */
  ApiAnswer call(String operation, JsonNode input);

  /** Whether a member that came as null can be told from one that did not come. */
  default boolean showsNulls() {
    return false;
  }

  @Override
  void close();
}
