{{/* The operator's settings, as environment variables. */}}
{{- define "rfo.environment" -}}
{{- $operator := .Values.operator -}}
- name: REGIONAL_FAILOVER_OPERATOR_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: REGIONAL_FAILOVER_INSTALLATION_ID
  value: {{ $operator.installationId | quote }}
{{- with $operator.region }}
- name: REGIONAL_FAILOVER_REGION
  value: {{ . | quote }}
{{- end }}
{{- with $operator.namespaces }}
- name: REGIONAL_FAILOVER_NAMESPACES
  value: {{ join "," . | quote }}
{{- end }}
- name: REGIONAL_FAILOVER_LEADER_ELECTION_ENABLED
  value: {{ and .Values.leaderElection.enabled (not $operator.embedded.enabled) | quote }}
- name: REGIONAL_FAILOVER_LEADER_ELECTION_LEASE_NAME
  value: {{ include "rfo.leaseName" . | quote }}
- name: REGIONAL_FAILOVER_RESYNC
  value: {{ $operator.resync | quote }}
{{- with $operator.probe.deniedCidrs }}
- name: REGIONAL_FAILOVER_PROBE_DENIED_CIDRS
  value: {{ join "," . | quote }}
{{- end }}
{{- with $operator.probe.allowedCidrs }}
- name: REGIONAL_FAILOVER_PROBE_ALLOWED_CIDRS
  value: {{ join "," . | quote }}
{{- end }}
- name: REGIONAL_FAILOVER_VELOCITY_MAX_REGIONS_DRAINING
  value: {{ $operator.velocity.maxRegionsDraining | quote }}
- name: REGIONAL_FAILOVER_DNS_ROUTE53_REQUESTS_PER_SECOND
  value: {{ $operator.route53.requestsPerSecond | quote }}
- name: REGIONAL_FAILOVER_DNS_ROUTE53_BURST
  value: {{ $operator.route53.burst | quote }}
{{- if $operator.embedded.enabled }}
- name: REGIONAL_FAILOVER_DNS_EMBEDDED_PORT
  value: {{ $operator.embedded.port | quote }}
- name: REGIONAL_FAILOVER_DNS_EMBEDDED_STATE_DIR
  value: {{ $operator.embedded.stateDir | quote }}
{{- end }}
{{- with $operator.aws.region }}
- name: AWS_REGION
  value: {{ . | quote }}
{{- end }}
- name: QUARKUS_LOG_LEVEL
  value: {{ $operator.log.level | quote }}
- name: QUARKUS_LOG_CONSOLE_JSON_ENABLED
  value: {{ $operator.log.json | quote }}
{{- end -}}
