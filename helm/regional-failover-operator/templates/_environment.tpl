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
  value: {{ and .Values.leaderElection.enabled (not $operator.embedded.enabled) (not $operator.gate.enabled) | quote }}
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
- name: REGIONAL_FAILOVER_DNS_EMBEDDED_RESPONSES_PER_SECOND
  value: {{ $operator.embedded.responsesPerSecond | int | quote }}
{{- end }}
{{- if $operator.gate.enabled }}
- name: REGIONAL_FAILOVER_GATE_PORT
  value: {{ $operator.gate.port | quote }}
- name: REGIONAL_FAILOVER_GATE_STATE_DIR
  value: {{ $operator.gate.stateDir | quote }}
{{- end }}
{{- with .Values.peers.urls }}
- name: REGIONAL_FAILOVER_PEERS
  value: {{ join "," . | quote }}
- name: REGIONAL_FAILOVER_PEER_TOKEN_FILE
  value: {{ printf "/etc/regional-failover/peer-token/%s" $.Values.peers.tokenSecret.key | quote }}
- name: REGIONAL_FAILOVER_PEER_TLS_CERTIFICATE_FILE
  value: /etc/regional-failover/peer-tls/tls.crt
- name: REGIONAL_FAILOVER_PEER_TLS_KEY_FILE
  value: /etc/regional-failover/peer-tls/tls.key
{{- if $.Values.peers.tls.ca }}
- name: REGIONAL_FAILOVER_PEER_TLS_CA_FILE
  value: /etc/regional-failover/peer-tls/ca.crt
{{- end }}
- name: REGIONAL_FAILOVER_PEER_TLS_PORT
  value: {{ $.Values.peers.tls.port | quote }}
{{- end }}
{{- with .Values.console }}
{{- if .enabled }}
- name: REGIONAL_FAILOVER_CONSOLE_ENABLED
  value: "true"
- name: REGIONAL_FAILOVER_CONSOLE_OPEN_ON_LOOPBACK
  value: {{ .openOnLoopback | quote }}
{{- with .hosts }}
- name: REGIONAL_FAILOVER_CONSOLE_HOSTS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .audience }}
- name: REGIONAL_FAILOVER_CONSOLE_AUDIENCE
  value: {{ . | quote }}
{{- end }}
{{- end }}
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
