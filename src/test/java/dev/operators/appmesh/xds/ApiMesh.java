// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.DnsResponseType;
import software.amazon.awssdk.services.appmesh.model.GatewayRouteSpec;
import software.amazon.awssdk.services.appmesh.model.HttpRoute;
import software.amazon.awssdk.services.appmesh.model.IpPreference;
import software.amazon.awssdk.services.appmesh.model.Listener;
import software.amazon.awssdk.services.appmesh.model.PortProtocol;
import software.amazon.awssdk.services.appmesh.model.RouteSpec;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListener;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListenerTls;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListenerTlsMode;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewaySpec;
import software.amazon.awssdk.services.appmesh.model.VirtualRouterListener;
import software.amazon.awssdk.services.appmesh.model.VirtualServiceSpec;
import software.amazon.awssdk.services.appmesh.model.WeightedTarget;

/**
 * The mesh {@code apps} at an endpoint, written by the API. Its gateway {@code ingress} sends all
 * requests to one virtual service.
 */
record ApiMesh(AppMeshClient sdk) implements AutoCloseable {

  static ApiMesh at(URI endpoint) {
    return new ApiMesh(
        AppMeshClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_WEST_2)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(ApacheHttpClient.builder())
            .build());
  }

  /** Blue and green behind the router {@code colors}, whose route sends all to blue. */
  void createColors(int listener, int blue, int green) {
    node("blue", blue, DnsResponseType.LOADBALANCER);
    node("green", green, DnsResponseType.ENDPOINTS);
    createRouter("colors");
    createRoute("colors", "all", 100, "/", Map.of("blue", 1));
    createService("colors.local", toRouter("colors"));
    sdk.createVirtualGateway(
        it ->
            it.meshName("apps")
                .virtualGatewayName("ingress")
                .spec(gateway(listener(listener).build())));
    sdk.createGatewayRoute(
        it ->
            it.meshName("apps")
                .virtualGatewayName("ingress")
                .gatewayRouteName("all")
                .spec(gatewayRoute("colors.local")));
  }

  void node(String name, int port, DnsResponseType how) {
    sdk.createVirtualNode(
        it ->
            it.meshName("apps")
                .virtualNodeName(name)
                .spec(
                    spec ->
                        spec.listeners(
                                Listener.builder()
                                    .portMapping(p -> p.port(port).protocol(PortProtocol.HTTP))
                                    .build())
                            .serviceDiscovery(
                                s ->
                                    s.dns(
                                        dns ->
                                            dns.hostname("localhost")
                                                .responseType(how)
                                                .ipPreference(IpPreference.IP_V4_ONLY)))));
  }

  void deleteNode(String name) {
    sdk.deleteVirtualNode(it -> it.meshName("apps").virtualNodeName(name));
  }

  void createRouter(String name) {
    sdk.createVirtualRouter(
        it ->
            it.meshName("apps")
                .virtualRouterName(name)
                .spec(
                    spec ->
                        spec.listeners(
                            VirtualRouterListener.builder()
                                .portMapping(p -> p.port(80).protocol(PortProtocol.HTTP))
                                .build())));
  }

  void deleteRouter(String name) {
    sdk.deleteVirtualRouter(it -> it.meshName("apps").virtualRouterName(name));
  }

  void createRoute(
      String router, String name, int priority, String prefix, Map<String, Integer> weights) {
    sdk.createRoute(
        it ->
            it.meshName("apps")
                .virtualRouterName(router)
                .routeName(name)
                .spec(route(priority, prefix, weights)));
  }

  void updateRoute(
      String router, String name, int priority, String prefix, Map<String, Integer> weights) {
    sdk.updateRoute(
        it ->
            it.meshName("apps")
                .virtualRouterName(router)
                .routeName(name)
                .spec(route(priority, prefix, weights)));
  }

  void deleteRoute(String router, String name) {
    sdk.deleteRoute(it -> it.meshName("apps").virtualRouterName(router).routeName(name));
  }

  /** Sends all requests to one node. */
  void shift(String node) {
    updateRoute("colors", "all", 100, "/", Map.of(node, 1));
  }

  private static RouteSpec route(int priority, String prefix, Map<String, Integer> weights) {
    var targets =
        weights.entrySet().stream()
            .map(it -> WeightedTarget.builder().virtualNode(it.getKey()).weight(it.getValue()))
            .map(WeightedTarget.Builder::build)
            .toList();
    return RouteSpec.builder()
        .priority(priority)
        .httpRoute(
            HttpRoute.builder()
                .match(match -> match.prefix(prefix))
                .action(action -> action.weightedTargets(targets))
                .build())
        .build();
  }

  void createService(String name, VirtualServiceSpec provider) {
    sdk.createVirtualService(it -> it.meshName("apps").virtualServiceName(name).spec(provider));
  }

  void updateService(String name, VirtualServiceSpec provider) {
    sdk.updateVirtualService(it -> it.meshName("apps").virtualServiceName(name).spec(provider));
  }

  static VirtualServiceSpec toRouter(String router) {
    return VirtualServiceSpec.builder()
        .provider(p -> p.virtualRouter(r -> r.virtualRouterName(router)))
        .build();
  }

  static VirtualServiceSpec toNode(String node) {
    return VirtualServiceSpec.builder()
        .provider(p -> p.virtualNode(n -> n.virtualNodeName(node)))
        .build();
  }

  /** Sends all requests to one service. */
  void updateGatewayRoute(String service) {
    sdk.updateGatewayRoute(
        it ->
            it.meshName("apps")
                .virtualGatewayName("ingress")
                .gatewayRouteName("all")
                .spec(gatewayRoute(service)));
  }

  private static GatewayRouteSpec gatewayRoute(String service) {
    return GatewayRouteSpec.builder()
        .httpRoute(
            route ->
                route
                    .match(match -> match.prefix("/"))
                    .action(
                        action ->
                            action.target(
                                target ->
                                    target.virtualService(it -> it.virtualServiceName(service)))))
        .build();
  }

  /** Lets the gateway listen on a port, for TLS with this certificate and for plain text. */
  void listen(int port, Path certificate, Path key) {
    var tls =
        VirtualGatewayListenerTls.builder()
            .mode(VirtualGatewayListenerTlsMode.PERMISSIVE)
            .certificate(
                it ->
                    it.file(
                        file ->
                            file.certificateChain(certificate.toString())
                                .privateKey(key.toString())))
            .build();
    sdk.updateVirtualGateway(
        it ->
            it.meshName("apps")
                .virtualGatewayName("ingress")
                .spec(gateway(listener(port).tls(tls).build())));
  }

  private static VirtualGatewaySpec gateway(VirtualGatewayListener listener) {
    return VirtualGatewaySpec.builder().listeners(listener).build();
  }

  private static VirtualGatewayListener.Builder listener(int port) {
    return VirtualGatewayListener.builder().portMapping(p -> p.port(port).protocol("http"));
  }

  @Override
  public void close() {
    sdk.close();
  }
}
