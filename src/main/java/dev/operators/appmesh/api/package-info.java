// SPDX-License-Identifier: Apache-2.0
/** The custom resource's types: schema, validation rules, printer columns; no logic. */
@NullMarked
package dev.operators.appmesh.api;

import org.jspecify.annotations.NullMarked;
