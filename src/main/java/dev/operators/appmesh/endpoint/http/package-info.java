// SPDX-License-Identifier: Apache-2.0
/** What is between the web server and the operations: requests, answers, the log of both. */
@NullMarked
package dev.operators.appmesh.endpoint.http;

import org.jspecify.annotations.NullMarked;
