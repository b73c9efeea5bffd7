package io.regionalfailover.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void absentFieldsGetTheirDefaults() {
        FailoverPolicySpec spec =
                serialization.unmarshal("""
                        apiVersion: regionalfailover.io/v1alpha1
                        kind: FailoverPolicy
                        metadata: {name: checkout, namespace: shop}
                        spec:
                          dns: {zone: z, records: [{name: a.example.com, type: A}]}
                          regions:
                          - {name: east, endpoints: [{addresses: ["198.51.100.10"]}]}
                          - {name: west, weight: 0, endpoints: [{hostname: lb.example.net}]}
                          checks: [{name: front, http: {url: "http://{target}/"}}]
                        """, FailoverPolicy.class).getSpec();

        assertThat(spec.mode()).isEqualTo(Mode.AUTOMATIC);
        assertThat(spec.suspend()).isFalse();
        assertThat(spec.dns())
                .isEqualTo(new DnsSpec(
                        "z",
                        List.of(new RecordSpec("a.example.com", RecordType.A, "30s", "default")),
                        Routing.WEIGHTED,
                        null,
                        false,
                        OnDelete.RETAIN,
                        false));
        assertThat(spec.regions()).extracting(PolicyRegionSpec::weight).containsExactly(100, 0);
        assertThat(spec.regions())
                .extracting(region -> region.endpoints().getFirst().target().orElseThrow())
                .containsExactly("198.51.100.10", "lb.example.net");
        CheckSpec check = spec.checks().getFirst();
        assertThat(check.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(check.interval()).isEqualTo("5s");
        assertThat(check.failureThreshold()).isEqualTo(3);
        assertThat(check.from()).isEqualTo(CheckFrom.ANYWHERE);
        assertThat(check.http())
                .isEqualTo(new HttpCheckSpec(
                        "http://{target}/",
                        null,
                        HttpMethod.GET,
                        List.of("200-299"),
                        null,
                        Map.of(),
                        null,
                        TlsSpec.VERIFIED));
        assertThat(spec.failover()).isEqualTo(FailoverSpec.defaults());
        assertThat(spec.failback()).isEqualTo(FailbackSpec.defaults());
    }

    /** The same pairs of files are put to a real API server by {@code ManifestsIT}. */
    @ParameterizedTest
    @ValueSource(strings = {"policy-minimal.yaml", "policy-placement.yaml"})
    void defaultsInJavaAreThoseOfTheSchema(String file) throws IOException {
        Path manifests = Path.of("src/test/resources/manifests");
        String written = Files.readString(manifests.resolve("valid-" + file));
        String stored = Files.readString(manifests.resolve("defaults-" + file));

        assertThat(serialization.unmarshal(written, FailoverPolicy.class).getSpec())
                .isEqualTo(serialization.unmarshal(stored, FailoverPolicy.class).getSpec());
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        FailoverPolicy policy = new FailoverPolicy();
        policy.setSpec(new FailoverPolicySpec(
                true,
                Mode.DRY_RUN,
                new DnsSpec("z", List.of(), Routing.WEIGHTED, "5s", false, OnDelete.RESTORE, false),
                List.of(),
                List.of(),
                FailoverSpec.defaults(),
                FailbackSpec.defaults(),
                List.of()));
        Instant then = Instant.parse("2026-11-23T04:00:00.123456Z");
        policy.setStatus(new FailoverPolicyStatus(
                3L,
                "Steady",
                "AllRegionsHealthy",
                "fine",
                then,
                "east=100",
                "",
                List.of(),
                null,
                null,
                List.of(),
                List.of(new Condition("Ready", "True", 3L, then, "AllRegionsHealthy", "fine"))));

        String yaml = serialization.asYaml(policy);

        assertThat(yaml).contains("mode: \"DryRun\"", "onDelete: \"Restore\"", "2026-11-23T04:00:00.123456Z");
        FailoverPolicy back = serialization.unmarshal(yaml, FailoverPolicy.class);
        assertThat(back.getSpec()).isEqualTo(policy.getSpec());
        assertThat(back.getStatus()).isEqualTo(policy.getStatus());
    }

    @Test
    void fieldsOfANewerVersionAreIgnored() {
        RegionSpec spec = serialization.unmarshal("{\"checks\": [], \"somethingNew\": {\"a\": 1}}", RegionSpec.class);

        assertThat(spec.checks()).isEmpty();
    }
}
