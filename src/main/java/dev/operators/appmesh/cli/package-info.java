// SPDX-License-Identifier: Apache-2.0
/** One class a command: flags in, exit code out. */
@NullMarked
package dev.operators.appmesh.cli;

import org.jspecify.annotations.NullMarked;
