// SPDX-License-Identifier: Apache-2.0
/** Files of the endpoint: data folder, certificate, and files that are reloaded. */
@NullMarked
package dev.operators.appmesh.endpoint.files;

import org.jspecify.annotations.NullMarked;
