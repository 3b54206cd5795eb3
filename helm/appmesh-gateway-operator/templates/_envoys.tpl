{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{/* Whether the endpoint serves Envoys; empty if not. */}}
{{- define "operator.servesEnvoys" -}}
{{- if and .Values.endpoint.enabled (or .Values.endpoint.envoysElsewhere .Values.envoys.gateways) }}true{{ end }}
{{- end }}

{{/* The values of one gateway's Envoys: its own, and those of all where it has none. Of a list: root, name. */}}
{{- define "operator.envoy" -}}
{{- $root := index . 0 }}
{{- $own := get $root.Values.envoys.gateways (index . 1) }}
{{- mergeOverwrite (omit $root.Values.envoys "gateways" "image" | deepCopy) (deepCopy $own) | toJson }}
{{- end }}

{{/* Name of a gateway's objects: 63 characters at most, and a hash of the whole where it had to be cut. Of a list: root, name. */}}
{{- define "operator.envoyName" -}}
{{- $whole := printf "%s-envoy-%s" (include "operator.fullname" (index . 0)) (index . 1) }}
{{- if gt (len $whole) 63 }}
{{- $whole = printf "%s-%s" ($whole | trunc 54 | trimSuffix "-") (sha256sum $whole | trunc 8) }}
{{- end }}
{{- $whole }}
{{- end }}

{{/* What all Envoys of the release have in common. */}}
{{- define "operator.envoysSelectorLabels" -}}
app.kubernetes.io/name: {{ include "operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: envoy
{{- end }}

{{/* Of a list: root, name. */}}
{{- define "operator.envoySelectorLabels" -}}
{{ include "operator.envoysSelectorLabels" (index . 0) }}
appmesh.operators.dev/envoy: {{ index . 1 | quote }}
{{- end }}

{{- define "operator.envoyLabels" -}}
helm.sh/chart: {{ include "operator.chart" (index . 0) }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{ include "operator.envoySelectorLabels" . }}
{{- end }}

{{- define "operator.envoyImage" -}}
{{- with .Values.envoys.image }}
{{- if .digest }}
{{- printf "%s@%s" .repository .digest }}
{{- else }}
{{- printf "%s:%s" .repository .tag }}
{{- end }}
{{- end }}
{{- end }}

{{/* A port below 1024 needs no capability where the kernel is told so; this sysctl is one of those that Kubernetes calls safe. */}}
{{- define "operator.envoySecurityContext" -}}
{{- $root := index . 0 }}
{{- $context := $root.Values.podSecurityContext | default dict | deepCopy }}
{{- $lowest := 1024 }}
{{- range (index . 1) }}
{{- $lowest = min $lowest (.listenerPort | default .port) }}
{{- end }}
{{- if lt $lowest 1024 }}
{{- $sysctl := dict "name" "net.ipv4.ip_unprivileged_port_start" "value" (toString $lowest) }}
{{- $_ := set $context "sysctls" (append ($context.sysctls | default list) $sysctl) }}
{{- end }}
{{- toYaml $context }}
{{- end }}

{{/* As `endpoint envoy-bootstrap` prints it. Of a list: root, mesh, gateway. */}}
{{- define "operator.envoyBootstrap" -}}
{{- $root := index . 0 }}
{{- $node := printf "mesh/%s/virtualGateway/%s" (index . 1) (index . 2) }}
{{- $host := printf "%s.%s.svc" (include "operator.endpointName" $root) $root.Release.Namespace }}
node:
  id: {{ $node | quote }}
  cluster: {{ $node | quote }}
admin:
  address:
    socket_address: {address: 127.0.0.1, port_value: 9901}
layered_runtime:
  layers:
  - name: static
    static_layer: {re2.max_program_size.error_level: 10000}
dynamic_resources:
  ads_config:
    api_type: GRPC
    transport_api_version: V3
    grpc_services:
    - envoy_grpc:
        cluster_name: xds
        retry_policy:
          retry_back_off: {base_interval: 0.5s, max_interval: 5s}
  lds_config: {ads: {}, resource_api_version: V3, initial_fetch_timeout: 0s}
  cds_config: {ads: {}, resource_api_version: V3, initial_fetch_timeout: 0s}
static_resources:
  listeners:
  - name: status
    address:
      socket_address: {address: 0.0.0.0, port_value: 9902}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: status
          route_config:
            name: status
            virtual_hosts:
            - name: status
              domains: ["*"]
              routes:
              - match: {path: /ready}
                route: {cluster: admin}
              - match: {path: /stats/prometheus}
                route: {cluster: admin}
          http_filters:
          - name: envoy.filters.http.router
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
  clusters:
  - name: xds
    type: STRICT_DNS
    connect_timeout: 1s
    load_assignment:
      cluster_name: xds
      endpoints:
      - lb_endpoints:
        - endpoint:
            address:
              socket_address: {address: {{ $host | quote }}, port_value: {{ int $root.Values.endpoint.service.xdsPort }}}
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        explicit_http_config:
          http2_protocol_options:
            connection_keepalive: {interval: 30s, timeout: 5s}
        http_filters:
        - name: envoy.filters.http.aws_request_signing
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.http.aws_request_signing.v3.AwsRequestSigning
            service_name: appmesh
            region: {{ $root.Values.endpoint.region | quote }}
            use_unsigned_payload: true
            match_excluded_headers:
            - prefix: x-envoy
            - prefix: x-forwarded
            - exact: te
            - prefix: grpc-
            - exact: content-type
        - name: envoy.filters.http.upstream_codec
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        sni: {{ $host | quote }}
        common_tls_context:
          validation_context:
            trusted_ca: {filename: /etc/appmesh/trust/ca.crt}
            match_typed_subject_alt_names:
            - san_type: DNS
              matcher: {exact: {{ $host | quote }}}
  - name: admin
    type: STATIC
    load_assignment:
      cluster_name: admin
      endpoints:
      - lb_endpoints:
        - endpoint:
            address:
              socket_address: {address: 127.0.0.1, port_value: 9901}
{{- end }}

{{/* Tells clients to leave, by `Connection: close` and GOAWAY, and gives them and what sends them time for it. */}}
{{- define "operator.envoyDrain" -}}
exec 3<>/dev/tcp/127.0.0.1/9901 &&
printf 'POST /healthcheck/fail HTTP/1.1\r\nHost: envoy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' >&3 &&
cat <&3
sleep {{ int . }}
{{- end }}

{{/* Checks that the schema cannot express. */}}
{{- define "operator.checkEnvoys" -}}
{{- $served := include "operator.servesEnvoys" . }}
{{- $keys := .Values.endpoint.accessKeys }}
{{- if and .Values.envoys.gateways (not .Values.endpoint.enabled) }}
{{- fail "envoys.gateways: needs endpoint.enabled, the endpoint that configures Envoys" }}
{{- end }}
{{- if and $served (not .Values.endpoint.tls.secretName) }}
{{- fail "endpoint.tls.secretName: must be set for Envoys, because whoever changed their configuration on the way could send traffic elsewhere" }}
{{- end }}
{{- if and $served .Values.envoys.gateways (not $keys.existingSecret) (not (and $keys.readOnlyId $keys.readOnlySecret)) }}
{{- fail "endpoint.accessKeys: set readOnlyId and readOnlySecret, the key with which Envoys ask for their configuration" }}
{{- end }}
{{- range $name, $_ := .Values.envoys.gateways }}
{{- $envoy := include "operator.envoy" (list $ $name) | fromJson }}
{{- $ports := list }}
{{- $listeners := list }}
{{- range $envoy.ports }}
{{- $listener := .listenerPort | default .port | int }}
{{- if has (int .port) $ports }}
{{- fail (printf "envoys.gateways.%s.ports: port %d is there twice" $name (int .port)) }}
{{- end }}
{{- if has $listener (list 9901 9902) }}
{{- fail (printf "envoys.gateways.%s.ports: %d is a port of Envoy's own; let the gateway listen on another" $name $listener) }}
{{- end }}
{{- $ports = append $ports (int .port) }}
{{- $listeners = append $listeners $listener }}
{{- end }}
{{- if and $envoy.autoscaling.enabled (not (dig "resources" "requests" "cpu" "" $envoy)) }}
{{- fail (printf "envoys.gateways.%s.autoscaling.enabled: needs resources.requests.cpu, of which it is a share" $name) }}
{{- end }}
{{- if and $envoy.autoscaling.enabled (gt (int $envoy.autoscaling.minReplicas) (int $envoy.autoscaling.maxReplicas)) }}
{{- fail (printf "envoys.gateways.%s.autoscaling.maxReplicas: must be at least minReplicas" $name) }}
{{- end }}
{{- end }}
{{- if contains "distroless" (.Values.envoys.image.tag | default "") }}
{{- fail "envoys.image.tag: must not be distroless, because Envoys are drained by a shell in the image" }}
{{- end }}
{{- end }}
