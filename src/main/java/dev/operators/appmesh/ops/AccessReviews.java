// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the operator may do in the cluster. Every user may ask for such a review, and it reads no
 * resource, so that no rejected request appears in the API server's audit log.
 */
record AccessReviews(KubernetesClient kubernetes) {

  /**
   * Whether the operator may do this.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server gives no
   *     answer
   */
  boolean may(ResourceAttributes attributes) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withResourceAttributes(attributes)
            .endSpec()
            .build();
    return kubernetes.resource(review).create().getStatus().getAllowed();
  }

  /**
   * Which of the verbs are missing that an informer needs; empty if none is.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server gives no
   *     answer
   */
  List<String> missing(WatchedKind watched) {
    var resource =
        new ResourceAttributesBuilder()
            .withGroup(HasMetadata.getGroup(watched.type()))
            .withResource(HasMetadata.getPlural(watched.type()))
            .withNamespace(watched.namespace());
    return Stream.of("list", "watch")
        .filter(verb -> !may(resource.withVerb(verb).build()))
        .toList();
  }
}
