// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import java.util.List;
import java.util.Map;

/**
 * Files that Envoy reads again when others are moved in their place. It does so only for secrets,
 * so it asks the control plane for the names of the files as for secrets. These have the name of
 * their owner, whatever the files: where Envoy cannot use a new file, the old one stays in force.
 *
 * @param owner the listener, or whatever else has them
 * @param secrets where the secrets go, by name
 */
record WatchedFiles(String owner, Map<String, Map<String, Object>> secrets)
    implements CertificateFiles {

  @Override
  public Ordered certificate(String chain, String key) {
    return CommonTls.certificate(
        secret(owner + "_certificate", "tls_certificate", CommonTls.pair(chain, key)));
  }

  @Override
  public Map<String, Object> authorities(String file, List<SubjectName> names) {
    return CommonTls.sds(
        secret(
            owner + "_authorities", "validation_context", map("trusted_ca", map("filename", file))),
        names);
  }

  private Map<String, Object> secret(String name, String kind, Map<String, Object> files) {
    secrets.put(name, map("name", name).with(kind, files));
    return map("name", name).with("sds_config", HttpConnections.ADS);
  }
}
