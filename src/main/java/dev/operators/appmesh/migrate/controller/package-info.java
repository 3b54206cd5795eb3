// SPDX-License-Identifier: Apache-2.0
/** Converts resources of AWS's own controller to resources of this operator. */
@NullMarked
package dev.operators.appmesh.migrate.controller;

import org.jspecify.annotations.NullMarked;
