// SPDX-License-Identifier: Apache-2.0
/** A real Kubernetes API server for tests and the demo, and where its programs come from. */
@NullMarked
package dev.operators.appmesh.kube;

import org.jspecify.annotations.NullMarked;
