// SPDX-License-Identifier: Apache-2.0
/** The commands, one class for each, with their flags. */
@NullMarked
package dev.operators.appmesh.cli;

import org.jspecify.annotations.NullMarked;
