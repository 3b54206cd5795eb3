{{/* SPDX-License-Identifier: Apache-2.0 */}}

{{- define "operator.name" -}}
{{- default .Chart.Name .Values.nameOverride }}
{{- end }}

{{/*
Names of objects: a Service takes only a DNS label that begins with a letter. They have 43 characters at most, because
a StatefulSet name may have 52 and suffixes follow. Where the release's name had to be changed or cut, a hash of the
whole keeps two releases apart; for the same reason a release that only contains the chart's name is not called by its
own name alone.
*/}}
{{- define "operator.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else }}
{{- $whole := .Release.Name }}
{{- if ne .Release.Name (include "operator.name" .) }}
{{- $whole = printf "%s-%s" .Release.Name (include "operator.name" .) }}
{{- end }}
{{- $label := $whole | replace "." "-" }}
{{- if regexMatch "^[0-9]" $label }}
{{- $label = printf "r%s" $label }}
{{- end }}
{{- if or (ne $label $whole) (gt (len $label) 43) }}
{{- $label = printf "%s-%s" ($label | trunc 34 | trimSuffix "-") (sha256sum $whole | trunc 8) }}
{{- end }}
{{- $label }}
{{- end }}
{{- end }}

{{/* Cluster-wide names include the namespace. Neither part has a dot, so two releases do not collide. */}}
{{- define "operator.clusterName" -}}
{{- printf "%s.%s" .Release.Namespace (include "operator.fullname" .) | trimPrefix "." }}
{{- end }}

{{- define "operator.labels" -}}
{{ include "operator.commonLabels" . }}
{{ include "operator.selectorLabels" . }}
{{- end }}

{{- define "operator.endpointLabels" -}}
{{ include "operator.commonLabels" . }}
{{ include "operator.endpointSelectorLabels" . }}
{{- end }}

{{- define "operator.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "operator.commonLabels" -}}
helm.sh/chart: {{ include "operator.chart" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end }}

{{- define "operator.endpointSelectorLabels" -}}
app.kubernetes.io/name: {{ include "operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: endpoint
{{- end }}

{{- define "operator.testLabels" -}}
app.kubernetes.io/name: {{ include "operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: test
{{- end }}

{{- define "operator.image" -}}
{{- with .Values.image }}
{{- if .digest }}
{{- printf "%s@%s" .repository .digest }}
{{- else }}
{{- printf "%s:%s" .repository (.tag | default $.Chart.AppVersion) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- .Values.serviceAccount.name | default (include "operator.fullname" .) }}
{{- else }}
{{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{- define "operator.endpointName" -}}
{{- printf "%s-endpoint" (include "operator.fullname" .) }}
{{- end }}

{{- define "operator.endpointUrl" -}}
{{- $scheme := ternary "https" "http" (not (empty .Values.endpoint.tls.secretName)) }}
{{- printf "%s://%s.%s.svc:%d" $scheme (include "operator.endpointName" .) .Release.Namespace (int .Values.endpoint.service.port) }}
{{- end }}

{{/* The Secret with the operator's AWS credentials; empty if there is none. */}}
{{- define "operator.credentialsSecret" -}}
{{- if .Values.endpoint.enabled }}
{{- include "operator.accessKeysSecret" . }}
{{- else }}
{{- .Values.aws.credentials.secretName | default "" }}
{{- end }}
{{- end }}

{{/* What a container needs to trust the endpoint's certificate. */}}
{{- define "operator.trustsEndpoint" -}}
{{- if and .Values.endpoint.enabled .Values.endpoint.tls.secretName }}true{{ end }}
{{- end }}

{{- define "operator.trustEnv" -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ printf "-Djavax.net.ssl.trustStore=/etc/appmesh/trust/truststore.p12 -Djavax.net.ssl.trustStorePassword=%s" .Values.endpoint.tls.trustStorePassword | quote }}
{{- end }}

{{- define "operator.trustMount" -}}
- name: trust
  mountPath: /etc/appmesh/trust
  readOnly: true
{{- end }}

{{- define "operator.trustVolume" -}}
- name: trust
  secret:
    secretName: {{ .Values.endpoint.tls.secretName }}
    items:
    - key: truststore.p12
      path: truststore.p12
{{- end }}

{{/* Without settings there is no probe. */}}
{{- define "operator.probes" -}}
{{- with .Values.livenessProbe }}
livenessProbe:
  httpGet:
    path: /livez
    port: http
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.readinessProbe }}
readinessProbe:
  httpGet:
    path: /readyz
    port: http
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "operator.accessKeysSecret" -}}
{{- .Values.endpoint.accessKeys.existingSecret | default (printf "%s-access-keys" (include "operator.endpointName" .)) }}
{{- end }}

{{/* RBAC rules in a namespace. The ClusterRole also has rules for the cluster id and connections. */}}
{{- define "operator.rules" -}}
# patch adds and removes the finalizer; nothing else in a resource is written.
- apiGroups: [appmesh.operators.dev]
  resources: [virtualgateways]
  verbs: [get, list, watch, patch]
- apiGroups: [appmesh.operators.dev]
  resources: [virtualgateways/status]
  verbs: [patch]
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end }}

{{/* Where the admission policies apply: everywhere, or in the watched namespaces. */}}
{{- define "operator.policyScope" -}}
{{- with .Values.scope.namespaces }}
matchResources:
  namespaceSelector:
    matchExpressions:
    - key: kubernetes.io/metadata.name
      operator: In
      values:
        {{- toYaml . | nindent 8 }}
{{- end }}
{{- end }}

{{/* Checks that the schema cannot express. */}}
{{- define "operator.check" -}}
{{- if and .Values.scope.namespaces (not .Values.clusterId) }}
{{- fail "clusterId: must be set with scope.namespaces, because the operator may then not read the default, the uid of namespace kube-system; use any text that is unique among your clusters" }}
{{- end }}
{{- if and .Values.scope.namespaces .Values.connections.secretNames }}
{{- fail "connections.secretNames: must be empty with scope.namespaces, because the operator may then not list AppMeshConnections" }}
{{- end }}
{{- if and (gt (int .Values.replicaCount) 1) (not .Values.leaderElection.enabled) }}
{{- fail "replicaCount: must be 1 without leaderElection.enabled, because only one operator may run at a time" }}
{{- end }}
{{- if .Values.endpoint.enabled }}
{{- $keys := .Values.endpoint.accessKeys }}
{{- if and (not $keys.existingSecret) (not (and $keys.id $keys.secret)) }}
{{- fail "endpoint.accessKeys: set existingSecret, or id and secret; the chart generates no keys, because they would change with every render" }}
{{- end }}
{{- if eq (int .Values.endpoint.service.port) (int .Values.endpoint.service.managementPort) }}
{{- fail "endpoint.service.managementPort: must differ from endpoint.service.port, because both are ports of one Service" }}
{{- end }}
{{- if has (int .Values.endpoint.service.xdsPort) (list (int .Values.endpoint.service.port) (int .Values.endpoint.service.managementPort)) }}
{{- fail "endpoint.service.xdsPort: must differ from port and managementPort, because all are ports of one Service" }}
{{- end }}
{{- if and $keys.existingSecret (or $keys.id $keys.secret $keys.readOnlyId $keys.readOnlySecret) }}
{{- fail "endpoint.accessKeys: existingSecret and id/secret exclude each other: remove one of them" }}
{{- end }}
{{- if ne (empty $keys.readOnlyId) (empty $keys.readOnlySecret) }}
{{- fail "endpoint.accessKeys: readOnlyId and readOnlySecret belong together: set both or none" }}
{{- end }}
{{- if .Values.aws.endpointUrl }}
{{- fail "aws.endpointUrl: must be empty with endpoint.enabled, because the operator then uses the chart's endpoint" }}
{{- end }}
{{- if .Values.aws.credentials.secretName }}
{{- fail "aws.credentials.secretName: must be empty with endpoint.enabled, because the operator then uses endpoint.accessKeys" }}
{{- end }}
{{- if and .Values.aws.region (ne .Values.aws.region .Values.endpoint.region) }}
{{- fail "aws.region: must be empty or equal to endpoint.region with endpoint.enabled, because calls are signed for one region" }}
{{- end }}
{{- end }}
{{- if and .Values.serviceMonitor.enabled (not .Values.metrics.service.enabled) }}
{{- fail "serviceMonitor.enabled: needs metrics.service.enabled, the Service to scrape" }}
{{- end }}
{{- include "operator.checkEnvoys" . }}
{{- end }}

{{- define "operator.placement" -}}
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
