// SPDX-License-Identifier: Apache-2.0
/** The operator at work: a real API server, an App Mesh endpoint, the samples and an Envoy. */
@NullMarked
package dev.operators.appmesh.demo;

import org.jspecify.annotations.NullMarked;
