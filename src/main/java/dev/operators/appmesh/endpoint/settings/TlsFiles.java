// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;

/**
 * The files of the endpoint's certificate. They are reloaded when they change.
 *
 * @param certificate the certificate, followed by its intermediate certificates, in PEM
 * @param key its private key in PEM (PKCS #8, or PKCS #1 for RSA), without a password
 */
public record TlsFiles(Path certificate, Path key) {}
