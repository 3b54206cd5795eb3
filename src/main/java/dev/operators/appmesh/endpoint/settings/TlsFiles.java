// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;

/**
 * Where the endpoint's certificate is; both files are read again when they change.
 *
 * @param certificate PEM, the endpoint's own first, then those that signed it
 * @param key its private key, PEM: PKCS #8, or PKCS #1 for RSA, without a password
 */
public record TlsFiles(Path certificate, Path key) {}
