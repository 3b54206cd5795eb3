// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the administrators of the cluster permit the resources of some namespaces. */
public record ConnectionGrant(
    @JsonPropertyDescription(
            "Whether the resources may adopt gateways that no resource owns, if their"
                + " management.adoptionPolicy is IfUnowned. Default: false.")
        @Nullable Boolean mayAdopt,
    @JsonPropertyDescription(
            "Owners as cluster, cluster/namespace or cluster/namespace/name. The resources may take"
                + " gateways over from them if they ask for it by the annotation"
                + " appmesh.operators.dev/allow-takeover-from, and if the owner's resource is in"
                + " another cluster or no longer exists: one that exists decides itself. At most"
                + " 64. Default: none.")
        @Size(max = 64)
        @Nullable List<@Size(min = 1, max = 600) @Pattern("^[^/]+(/[^/]+){0,2}$") String>
            mayTakeOverFrom,
    @JsonPropertyDescription(
            "Names of the meshes in which the resources may have gateways, 1 to 64; * stands for"
                + " any characters.")
        @Required
        @Size(min = 1, max = 64)
        List<@Size(min = 1, max = 255) @Pattern("^[a-zA-Z0-9_*-]+$") String> meshNames,
    @JsonPropertyDescription(
            "The namespaces of the resources, selected by their labels. {} selects every"
                + " namespace.")
        @Required
        NamespaceSelector namespaceSelector) {}
