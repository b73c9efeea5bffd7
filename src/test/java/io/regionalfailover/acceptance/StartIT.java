package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.EmbeddedDns;
import io.regionalfailover.dns.embedded.NameServer;
import io.regionalfailover.testing.dns.Silence;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.Program;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The operator starts as in its image, from a cache, where nobody else is: a zone that it answered for is answered for again. */
class StartIT {
    private static final String LOOPBACK = "127.0.0.1";
    private static final DnsName APEX = DnsName.of("own.example");
    private static final DnsName NAME = DnsName.of("www.own.example");
    private static final String ADDRESS = "192.0.2.7";
    private static final String FROM_CACHE = " source: shared objects file";

    /** Of all threads, from the start of the process to the first answer. */
    private static final Duration PROMISED = Duration.ofSeconds(2);

    @TempDir
    private static Path folder;

    private final int port = FreePort.on(LOOPBACK);

    @BeforeAll
    static void layZone() {
        try (EmbeddedDns dns = new EmbeddedDns(
                new EmbeddedDns.Options(Optional.empty(), 0, folder.resolve("dns"), "before", 0),
                InstantSource.system(),
                System::nanoTime,
                InstantSource.system(),
                Executors.newSingleThreadScheduledExecutor(),
                new Silence())) {
            dns.declare(APEX, List.of(new NameServer(DnsName.of("ns1.own.example"), List.of("192.0.2.53"))));
            var unused = dns.provider(APEX).apply(List.of(new Change(Change.Action.CREATE, address())), "");
        }
    }

    private static RecordSet address() {
        return RecordSet.plain(NAME, "A", 30, List.of(ADDRESS));
    }

    @Test
    void aKilledOneAnswersAgainOutOfTheCacheWithNobodyThere() throws IOException {
        Path loaded = folder.resolve("loaded.log");
        try (OperatorProcess operator = operator(
                "cached", "-XX:AOTMode=on", "-XX:AOTCache=" + Program.cache(), "-Xlog:class+load:file=" + loaded)) {
            operator.start();
            awaitAnswer(operator);
            assertThat(Files.readAllLines(loaded))
                    .anyMatch(line -> line.contains(EmbeddedDns.class.getName() + FROM_CACHE))
                    .as("the cache has seen a policy published, too")
                    .anyMatch(line -> line.contains("DefaultRoute53Client" + FROM_CACHE));

            operator.kill();
            assertThat(answer()).isEmpty();
            operator.start();
            awaitAnswer(operator);

            Duration took = ProcessHandle.of(operator.pid())
                    .orElseThrow()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow();
            System.out.printf(
                    "from kill -9 and a start to the first answer: %d ms of processor time%n", took.toMillis());
            assertThat(took).isLessThan(PROMISED);
        }
    }

    @Test
    void aCacheThatDoesNotFitIsNotUsed() throws IOException {
        Path other = Files.write(folder.resolve("other.aot"), new byte[4096]);
        try (OperatorProcess operator = operator("unfit", "-XX:AOTCache=" + other)) {
            operator.start();
            awaitAnswer(operator);
        }
    }

    private OperatorProcess operator(String name, String... options) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: nobody
                contexts: [{name: nobody, context: {cluster: nobody, user: nobody}}]
                clusters: [{name: nobody, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: nobody, user: {}}]
                """.formatted(FreePort.on(LOOPBACK)));
        List<String> java = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx256m"));
        java.addAll(List.of(options));
        return new OperatorProcess(
                folder.resolve(name),
                Map.of(
                        "KUBECONFIG",
                        kubeconfig.toString(),
                        "AWS_REGION",
                        "us-east-1",
                        "REGIONAL_FAILOVER_DNS_EMBEDDED_ADDRESS",
                        LOOPBACK,
                        "REGIONAL_FAILOVER_DNS_EMBEDDED_PORT",
                        Integer.toString(port),
                        "REGIONAL_FAILOVER_DNS_EMBEDDED_STATE_DIR",
                        folder.resolve("dns").toString(),
                        "QUARKUS_HTTP_HOST",
                        LOOPBACK,
                        "QUARKUS_HTTP_PORT",
                        "0"),
                java);
    }

    private void awaitAnswer(OperatorProcess operator) {
        try {
            Shop.until("the zone is answered for", () -> answer().equals(Optional.of(ADDRESS)));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "; the operator said at last:\n" + operator.logTail(20), e);
        }
    }

    private Optional<String> answer() {
        try {
            SimpleResolver client = new SimpleResolver(LOOPBACK);
            client.setPort(port);
            client.setTimeout(Duration.ofMillis(500));
            return client
                    .send(Message.newQuery(Record.newRecord(Name.fromString(NAME + "."), Type.A, DClass.IN)))
                    .getSection(Section.ANSWER)
                    .stream()
                    .findFirst()
                    .map(Record::rdataToString);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
