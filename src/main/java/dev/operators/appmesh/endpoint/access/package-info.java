// SPDX-License-Identifier: Apache-2.0
/** Authentication and authorization of callers: access keys and Signature Version 4. */
@NullMarked
package dev.operators.appmesh.endpoint.access;

import org.jspecify.annotations.NullMarked;
