// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.migrate.Verdict;

/** What all exports say of the fields that are not the gateway's own. */
public final class Identity {

  private Identity() {}

  /** Notes what becomes of mesh, owner, connection and management. */
  public static void note(Place spec) {
    spec.at("meshName").changed("there is no mesh any more");
    spec.at("meshOwner").changed("there is no mesh any more");
    spec.at("connectionRef")
        .all(Verdict.CHANGED, "is about this operator; nothing of it is needed");
    spec.at("management").all(Verdict.CHANGED, "is about this operator; nothing of it is needed");
  }
}
