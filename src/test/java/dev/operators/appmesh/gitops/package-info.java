// SPDX-License-Identifier: Apache-2.0
/** What GitOps tools say of our resources, and the files that we ship for them. */
@NullMarked
package dev.operators.appmesh.gitops;

import org.jspecify.annotations.NullMarked;
