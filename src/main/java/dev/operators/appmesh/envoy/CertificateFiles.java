// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.model.Ordered;
import java.util.List;
import java.util.Map;

/** How files on Envoy's disk become a part of TLS. */
public interface CertificateFiles {

  /** Envoy reads them once. */
  CertificateFiles READ_ONCE =
      new CertificateFiles() {
        @Override
        public Ordered certificate(String chain, String key) {
          return CommonTls.certificate(chain, key);
        }

        @Override
        public Map<String, Object> authorities(String file, List<SubjectName> names) {
          return CommonTls.file(file, names);
        }
      };

  /** A certificate of one's own, with its key. */
  Ordered certificate(String chain, String key);

  /** Authorities that must have signed the certificate of a peer, which must carry such a name. */
  Map<String, Object> authorities(String file, List<SubjectName> names);
}
