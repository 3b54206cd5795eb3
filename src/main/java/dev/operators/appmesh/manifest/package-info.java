// SPDX-License-Identifier: Apache-2.0
/** Manifests as files: YAML and JSON in, with the line of every field; YAML and JSON out. */
@NullMarked
package dev.operators.appmesh.manifest;

import org.jspecify.annotations.NullMarked;
