// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** An API server that takes each patch and changes nothing: what it costs to make one is left. */
final class UnchangedResources {

  private UnchangedResources() {}

  /** A client that answers each patch with {@code resource}, and can do nothing else. */
  static KubernetesClient client(KubernetesSerialization serialization, Object resource) {
    var patched =
        proxy(
            NamespaceableResource.class,
            (self, method, _) ->
                switch (method.getName()) {
                  case "subresource" -> self;
                  case "patch" -> resource;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
    return proxy(
        KubernetesClient.class,
        (_, method, _) ->
            switch (method.getName()) {
              case "getKubernetesSerialization" -> serialization;
              case "resource" -> patched;
              default -> throw new UnsupportedOperationException(method.toString());
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
