// SPDX-License-Identifier: Apache-2.0
/** The port on the AWS SDK: translation, error classes, clients. */
@NullMarked
package dev.operators.appmesh.aws;

import org.jspecify.annotations.NullMarked;
