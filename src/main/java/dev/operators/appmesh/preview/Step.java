// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

/**
 * What would happen to one gateway.
 *
 * @param candidate the resource
 * @param prospect what would happen
 */
public record Step(Candidate candidate, Prospect prospect) {}
