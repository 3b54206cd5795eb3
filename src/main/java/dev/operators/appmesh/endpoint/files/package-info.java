// SPDX-License-Identifier: Apache-2.0
/** The files of an endpoint: its data folder, its certificate, and those that it reads again. */
@NullMarked
package dev.operators.appmesh.endpoint.files;

import org.jspecify.annotations.NullMarked;
