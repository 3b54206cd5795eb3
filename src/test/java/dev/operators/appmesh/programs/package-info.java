// SPDX-License-Identifier: Apache-2.0
/** Programs that tests need and that are kept from one run to the next. */
@NullMarked
package dev.operators.appmesh.programs;

import org.jspecify.annotations.NullMarked;
