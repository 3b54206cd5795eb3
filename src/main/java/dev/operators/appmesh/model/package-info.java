// SPDX-License-Identifier: Apache-2.0
/** The domain: values that know nothing of Kubernetes or of the AWS SDK. */
@NullMarked
package dev.operators.appmesh.model;

import org.jspecify.annotations.NullMarked;
