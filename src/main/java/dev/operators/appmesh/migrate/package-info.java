// SPDX-License-Identifier: Apache-2.0
/** The way in and out: what other tools hold becomes ours, and ours becomes theirs. */
@NullMarked
package dev.operators.appmesh.migrate;

import org.jspecify.annotations.NullMarked;
