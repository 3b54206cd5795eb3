// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.migrate.Verdict;

/** The findings for fields that are not part of the gateway, common to all exports. */
public final class Identity {

  private Identity() {}

  /** Adds the findings for mesh, owner, connection and management. */
  public static void note(Place spec) {
    spec.at("meshName").changed("there is no mesh any more");
    spec.at("meshOwner").changed("there is no mesh any more");
    spec.at("connectionRef")
        .all(Verdict.CHANGED, "is about this operator; nothing of it is needed");
    spec.at("management").all(Verdict.CHANGED, "is about this operator; nothing of it is needed");
  }
}
