package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.health.PrometheusProbe.Comparison;
import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import io.regionalfailover.testing.http.TestCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers in the form that Prometheus' HTTP API documents. */
class PrometheusProbeIT {

    private static ScriptedHttpEndpoint prometheus;

    private Network network;

    @BeforeAll
    static void startEndpoint() {
        prometheus = ScriptedHttpEndpoint.start();
    }

    @AfterAll
    static void stopEndpoint() {
        prometheus.close();
    }

    @BeforeEach
    void start(@TempDir Path folder) {
        network = new Network(folder);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void comparesAScalar() {
        assertThat(scalar("0.06", Comparison.GREATER_THAN, 0.05))
                .isEqualTo(ProbeResult.failing("value 0.06 is > 0.05"));
        assertThat(scalar("0.05", Comparison.GREATER_THAN, 0.05)).isEqualTo(ProbeResult.PASSING);
        assertThat(scalar("0.05", Comparison.GREATER_THAN_OR_EQUAL, 0.05))
                .isEqualTo(ProbeResult.failing("value 0.05 is >= 0.05"));
        assertThat(scalar("1", Comparison.LESS_THAN, 2)).isEqualTo(ProbeResult.failing("value 1 is < 2"));
        assertThat(scalar("3", Comparison.LESS_THAN_OR_EQUAL, 2)).isEqualTo(ProbeResult.PASSING);
        assertThat(scalar("0", Comparison.EQUAL, 0)).isEqualTo(ProbeResult.failing("value 0 is == 0"));
        assertThat(scalar("1e-3", Comparison.NOT_EQUAL, 0.001)).isEqualTo(ProbeResult.PASSING);
        assertThat(scalar("+Inf", Comparison.GREATER_THAN, 1e9))
                .isEqualTo(ProbeResult.failing("value +Inf is > 1.0E9"));
    }

    @Test
    void oneSampleOfAVectorIsEnough() {
        assertThat(vector("0.01", "0.2", "0.3"))
                .isEqualTo(ProbeResult.failing("value 0.2 is > 0.05 (one of 3 samples)"));
        assertThat(vector("0.01", "0.02")).isEqualTo(ProbeResult.PASSING);
        assertThat(vector("NaN", "0.2")).isEqualTo(ProbeResult.failing("value 0.2 is > 0.05 (one of 2 samples)"));
    }

    @Test
    void whatIsNoNumberIsUnknown() {
        assertThat(vector()).isEqualTo(ProbeResult.unknown("the query has no data"));
        assertThat(scalar("NaN", Comparison.GREATER_THAN, 0.05))
                .isEqualTo(ProbeResult.unknown("the query's value is not a number"));
        assertThat(vector("NaN", "0.01"))
                .isEqualTo(ProbeResult.unknown("the query's value is not a number (1 of 2 samples)"));
        assertThat(answered(200, """
                        {"status":"success","data":{"resultType":"matrix","result":[]}}"""))
                .isEqualTo(ProbeResult.unknown("the result is of type matrix: a scalar or a vector is allowed"));
        assertThat(answered(200, """
                        {"status":"success","data":{"resultType":"vector","result":[
                          {"metric":{},"histogram":[1435781430.781,{"count":"60","sum":"33.424","buckets":[]}]}]}}""")).isEqualTo(ProbeResult.unknown("the query's value is not a number"));
    }

    @Test
    void aPrometheusInTroubleSaysNothingAboutWhatItWatches() {
        assertThat(answered(400, """
                        {"status":"error","errorType":"bad_data","error":"1:4: parse error"}"""))
                .isEqualTo(ProbeResult.unknown("Prometheus answers HTTP 400, bad_data: 1:4: parse error"));
        assertThat(answered(503, "Service Unavailable")).isEqualTo(ProbeResult.unknown("Prometheus answers HTTP 503"));
        assertThat(answered(200, "<html>")).isEqualTo(ProbeResult.unknown("the answer is not one of Prometheus' API"));
        assertThat(answered(200, "")).isEqualTo(ProbeResult.unknown("the answer is not one of Prometheus' API"));
        assertThat(answered(200, "{\"status\":\"success\",\"x\":\"" + "x".repeat(300_000) + "\"}"))
                .isEqualTo(ProbeResult.unknown("Prometheus answers with more than 256 KiB: aggregate in the query"));
        prometheus.script(new HttpScript.HangAfterRequest());
        assertThat(network.probe(probe(Map.of()), Network.TIMEOUT))
                .isEqualTo(ProbeResult.unknown("Prometheus did not answer: no answer from 127.0.0.1:"
                        + prometheus.port() + " within 700 ms (connected, no response)"));
        assertThat(network.attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of()))
                        .run(probe(Map.of()), Network.PATIENCE))
                .isEqualTo(ProbeResult.unknown("Prometheus did not answer: 127.0.0.1 is denied"));
    }

    @Test
    void asksAsTheApiDocumentsAndShowsNoSecret() {
        prometheus.script(HttpScript.status(200, """
                {"status":"success","data":{"resultType":"scalar","result":[1435781430.781,"0"]}}"""));
        PrometheusProbe probe = probe(Map.of("Authorization", "Bearer s3cret"));

        assertThat(network.probe(probe)).isEqualTo(ProbeResult.PASSING);

        assertThat(prometheus.requests().getLast().path()).isEqualTo("/prom/api/v1/query");
        assertThat(prometheus.requests().getLast().query()).isEqualTo("query=sum%28up%7Bjob%3D%22a+b%22%7D%29+%3E+1");
        assertThat(prometheus.requests().getLast().header("authorization")).contains("Bearer s3cret");
        assertThat(probe.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer s3cret-token,unknown token s3cret-token",
        "Basic am9lOnBhc3N3MHJk,user joe gave passw0rd",
        "Basic am9lOnBhc3N3MHJk,cannot read am9lOnBhc3N3MHJk",
        "raw-key,no key raw-key"
    })
    void wordsThatCiteWhatWasSentInConfidenceAreNotShown(String header, String error) {
        prometheus.script(HttpScript.status(
                401, "{\"status\":\"error\",\"errorType\":\"unauthorized\",\"error\":\"" + error + "\"}"));

        assertThat(network.probe(probe(Map.of("X-Scope", header))))
                .isEqualTo(ProbeResult.unknown(
                        "Prometheus answers HTTP 401, with words that cite a header's value and are left out"));
        assertThat(network.probe(probe(Map.of("X-Scope", "Bearer something-else")))
                        .message())
                .endsWith("401, unauthorized: " + error);
    }

    @Test
    void trustsWhatItIsGiven() {
        TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
        try (ScriptedHttpEndpoint https = ScriptedHttpEndpoint.startTls(certificate)) {
            https.script(HttpScript.status(200, """
                    {"status":"success","data":{"resultType":"scalar","result":[1435781430.781,"0"]}}"""));
            URI url = URI.create("https://127.0.0.1:" + https.port());

            assertThat(network.probe(PrometheusProbe.of(
                            url,
                            "up",
                            Comparison.EQUAL,
                            1,
                            Map.of(),
                            new Tls(false, Optional.empty(), Optional.of(certificate.pem())))))
                    .isEqualTo(ProbeResult.PASSING);
            assertThat(network.probe(PrometheusProbe.of(url, "up", Comparison.EQUAL, 1, Map.of(), Tls.DEFAULT))
                            .message())
                    .startsWith("Prometheus did not answer: certificate is not trusted");
        }
    }

    private ProbeResult scalar(String value, Comparison failWhen, double threshold) {
        prometheus.script(HttpScript.status(200, """
                {"status":"success","data":{"resultType":"scalar","result":[1435781430.781,"%s"]}}""".formatted(value)));
        return network.probe(PrometheusProbe.of(base(), "scalar(x)", failWhen, threshold, Map.of(), Tls.DEFAULT));
    }

    private ProbeResult vector(String... values) {
        List<String> samples =
                List.of(values).stream().map(value -> """
                        {"metric":{"__name__":"up","job":"prometheus"},"value":[1435781451.781,"%s"]}""".formatted(value)).toList();
        return answered(200, """
                {"status":"success","data":{"resultType":"vector","result":[%s]}}""".formatted(String.join(",", samples)));
    }

    private ProbeResult answered(int status, String body) {
        prometheus.script(HttpScript.status(status, body));
        return network.probe(probe(Map.of()));
    }

    private static PrometheusProbe probe(Map<String, String> headers) {
        return PrometheusProbe.of(
                URI.create(base() + "/prom/"),
                "sum(up{job=\"a b\"}) > 1",
                Comparison.GREATER_THAN,
                0.05,
                headers,
                Tls.DEFAULT);
    }

    private static URI base() {
        return URI.create("http://127.0.0.1:" + prometheus.port());
    }
}
