// SPDX-License-Identifier: Apache-2.0
/** The operator at work: a real API server, an App Mesh endpoint and the samples. */
@NullMarked
package dev.operators.appmesh.demo;

import org.jspecify.annotations.NullMarked;
