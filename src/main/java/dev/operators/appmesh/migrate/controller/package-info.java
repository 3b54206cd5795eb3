// SPDX-License-Identifier: Apache-2.0
/** The way in from AWS's own controller: its resources become ours. */
@NullMarked
package dev.operators.appmesh.migrate.controller;

import org.jspecify.annotations.NullMarked;
