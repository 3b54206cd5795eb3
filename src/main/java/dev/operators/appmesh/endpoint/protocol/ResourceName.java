// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The full name of a resource: its own name is unique among the children of its parent.
 *
 * @param kind its kind
 * @param parent the parent, of the kind's {@link ResourceKind#parent}; null for a mesh
 * @param own the resource's own name, 1 to 255 characters, without slashes
 */
public record ResourceName(ResourceKind kind, @Nullable ResourceName parent, String own) {

  /** The mesh with this name. */
  public static ResourceName mesh(String own) {
    return new ResourceName(ResourceKind.MESH, null, own);
  }

  /** The names from the mesh down to the resource, separated by slashes; empty for null. */
  public static String path(@Nullable ResourceName name) {
    if (name == null) {
      return "";
    }
    return name.parent() == null ? name.own() : path(name.parent()) + "/" + name.own();
  }

  /** The resource of this kind that is called {@code own} in what has this {@link #path}. */
  public static ResourceName in(ResourceKind kind, String parent, String own) {
    if (kind.parent() == null) {
      return mesh(own);
    }
    int slash = parent.lastIndexOf('/');
    var above = parent.substring(0, Math.max(slash, 0));
    return new ResourceName(kind, in(kind.parent(), above, parent.substring(slash + 1)), own);
  }

  /** The mesh that it is, or is in. */
  public ResourceName mesh() {
    return parent == null ? this : parent.mesh();
  }

  /** The own names of its parents and its own, by the members with them in the API. */
  public Map<String, String> members() {
    var members = new LinkedHashMap<String, String>(parent == null ? Map.of() : parent.members());
    members.put(kind.nameMember(), own);
    return members;
  }

  /** The name in a sentence, such as {@code virtual gateway gw in mesh apps}. */
  String inWords() {
    return kind.inWords() + " " + own + (parent == null ? "" : " in " + parent.inWords());
  }
}
