// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.endpoint.settings.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the control plane.
 *
 * @param host name or address to listen on
 * @param port to listen on; 0 for any free port
 * @param region the AWS region in the ids of Envoys
 * @param accountId the account in the ids of Envoys, 12 digits
 * @param identifier what Envoys show as their control plane
 * @param tls its certificate; null for plain text
 * @param clientAuthority certificates (PEM) that sign those of Envoys, which must have one; null if
 *     they need none
 */
public record XdsSettings(
    String host,
    int port,
    String region,
    String accountId,
    String identifier,
    @Nullable TlsFiles tls,
    @Nullable Path clientAuthority) {}
