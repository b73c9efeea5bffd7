{{- define "rfo.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "rfo.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "rfo.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A name with a suffix that survives the limit of 63 characters. */}}
{{- define "rfo.suffixed" -}}
{{- $suffix := index . 1 -}}
{{- printf "%s-%s" (include "rfo.fullname" (index . 0) | trunc (int (sub 62 (len $suffix))) | trimSuffix "-") $suffix -}}
{{- end -}}

{{- define "rfo.selectorLabels" -}}
app.kubernetes.io/name: {{ include "rfo.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Of the pod of `helm test`; no Service and no Deployment may take it for one of theirs. */}}
{{- define "rfo.testLabels" -}}
app.kubernetes.io/name: {{ printf "%s-test" (include "rfo.name" . | trunc 58 | trimSuffix "-") }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "rfo.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "rfo.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: regional-failover
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "rfo.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "rfo.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "rfo.leaseName" -}}
{{- default (include "rfo.fullname" .) .Values.leaderElection.leaseName -}}
{{- end -}}

{{- define "rfo.image" -}}
{{- $tag := default .Chart.AppVersion .Values.image.tag -}}
{{- with .Values.image.digest -}}
{{- printf "%s@%s" $.Values.image.repository . -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository $tag -}}
{{- end -}}
{{- end -}}

{{- define "rfo.subject" -}}
- kind: ServiceAccount
  name: {{ include "rfo.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}

{{/* What is done with one policy: the same rules in a ClusterRole or in the Roles of the namespaces. */}}
{{- define "rfo.policyRules" -}}
# Policies are followed; their spec is never written.
- apiGroups: [regionalfailover.io]
  resources: [failoverpolicies]
  verbs: [get, list, watch]
# The finalizer, without which a deleted policy would leave its fences in the zone.
- apiGroups: [regionalfailover.io]
  resources: [failoverpolicies]
  verbs: [patch]
- apiGroups: [regionalfailover.io]
  resources: [failoverpolicies/status]
  verbs: [patch]
# Orders are obeyed, drills are run, and how far each is stands in its status. The finalizer lets one that is deleted end first.
- apiGroups: [regionalfailover.io]
  resources: [trafficshifts, failoverdrills]
  verbs: [list, watch, patch]
- apiGroups: [regionalfailover.io]
  resources: [trafficshifts/status, failoverdrills/status]
  verbs: [patch]
# What happened is told as events of the policy.
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- if .Values.rbac.policySecrets.enabled }}
# Secrets that policies name: one at a time, followed by name. RBAC lets a list or watch of one name pass where
# resourceNames has that name.
- apiGroups: [""]
  resources: [secrets]
  {{- with .Values.rbac.policySecrets.names }}
  resourceNames: {{ toJson . }}
  {{- end }}
  verbs: [list, watch]
{{- end }}
{{- $apps := list }}
{{- if .Values.checks.workloads }}
{{- $apps = list "deployments" "statefulsets" "daemonsets" }}
{{- end }}
{{- range .Values.placement.resources }}
{{- if eq .group "apps" }}
{{- $apps = append $apps .resource }}
{{- end }}
{{- end }}
{{- with uniq $apps }}
# How many copies there are, and how many of them are ready: for workload checks and for placement.
- apiGroups: [apps]
  resources: {{ toJson . }}
  verbs: [get]
{{- end }}
{{- range .Values.placement.resources }}
# The stamp that says which plan counts on a workload, and its count of copies. Nothing else of it is changed.
- apiGroups: [{{ .group | quote }}]
  resources: [{{ .resource }}]
  verbs: [{{ if ne .group "apps" }}get, {{ end }}patch]
- apiGroups: [{{ .group | quote }}]
  resources: [{{ .resource }}/scale]
  verbs: [{{ if not (has .group (list "" "apps")) }}get, {{ end }}patch]
{{- end }}
{{- if .Values.placement.horizontalPodAutoscalers }}
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [get, patch]
{{- end }}
{{- if or .Values.placement.resources .Values.placement.horizontalPodAutoscalers }}
# Whether the namespace's quotas leave room for the pods that a failover would need.
- apiGroups: [""]
  resources: [resourcequotas]
  verbs: [list]
{{- end }}
{{- $foreign := false }}
{{- range .Values.placement.resources }}
{{- $foreign = or $foreign (not (has .group (list "" "apps"))) }}
{{- end }}
{{- if $foreign }}
# Kinds that others define need not tell how many copies are ready: then their pods are counted.
- apiGroups: [""]
  resources: [pods]
  verbs: [list]
{{- end }}
{{- end -}}
