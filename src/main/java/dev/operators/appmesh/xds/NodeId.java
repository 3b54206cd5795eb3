// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the id that an Envoy has in its bootstrap. App Mesh's agent and its injector write the ARN
 * of the virtual gateway or the end of it ({@code APPMESH_RESOURCE_ARN}), with the mesh's owner
 * where that is another account.
 *
 * @param region of the endpoint, such as {@code us-west-2}
 * @param account of the endpoint, 12 digits
 */
public record NodeId(String region, String account) {

  /** An ARN with two names of the greatest length is shorter. */
  private static final int MAX_LENGTH = 1024;

  private static final Pattern FORM =
      Pattern.compile(
          "(arn:[a-z-]+:appmesh:(?<region>[^:/]*):(?<account>[^:/]*):)?"
              + "mesh/(?<mesh>[^/]{1,255}?)(@(?<owner>\\d{12}))?"
              + "/(?<kind>[A-Za-z]+)/(?<name>[^/]{1,255})");

  /**
   * The virtual gateway with this id.
   *
   * @throws IllegalArgumentException with a sentence for the Envoy's log, if the id is of another
   *     form, or of another account, region or kind
   */
  public GatewayName gateway(String id) {
    if (id.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("node.id has more than " + MAX_LENGTH + " characters.");
    }
    var parts = FORM.matcher(id);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "node.id must be mesh/MESH/virtualGateway/GATEWAY or the ARN of a virtual gateway, not '"
              + id
              + "'.");
    }
    if (!parts.group("kind").equals("virtualGateway")) {
      throw new IllegalArgumentException(
          "node.id names a "
              + parts.group("kind")
              + ": this control plane serves virtual gateways only.");
    }
    same("region", parts.group("region"), region);
    same("account", parts.group("account"), account);
    same("mesh owner", parts.group("owner"), account);
    return new GatewayName(parts.group("mesh"), parts.group("name"));
  }

  private static void same(String what, @Nullable String named, String own) {
    if (named != null && !named.equals(own)) {
      throw new IllegalArgumentException(
          "node.id has the %s '%s': this control plane serves %s.".formatted(what, named, own));
    }
  }
}
