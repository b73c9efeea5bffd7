package io.regionalfailover.simulation.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.simulation.play.Simulate;
import io.regionalfailover.simulation.play.SimulateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever cannot be used gets a sentence with file, field, what was found and what is allowed. */
class UnfitInputTest {
    private static final Path POLICY = Path.of("examples/checkout/policy.yaml");

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            weight: 0         | weight: 300       | spec.regions[1].weight: 300: 0-255 is allowed
            weight: 100       | weigth: 100       | spec.regions[0].weigth: no such field: allowed are endpoints, name, parameters, weight
            cooldown: 60s     | cooldown: soon    | spec.failover.cooldown: "soon": a duration such as 500ms, 30s or 1h30m is allowed
            name: us-west-2   | name: us-east-1   | spec.regions[1]: us-east-1 stands there twice: each [name] is allowed once
            onTimeout: Shift  | onTimeout: Never  | spec.placement[0].readiness.onTimeout: "Never": allowed are Hold, Shift
            failureThreshold: 3 | failureThreshold: "3" | spec.checks[0].failureThreshold: "3": a whole number is allowed
            {db}              | {database}        | {database}
            weight: 100       | weight: 0         | spec.regions: every weight is 0: some region must have more
            zone: example-com |                   | spec.dns.zone: is missing: it is required
            """)
    void aBrokenPolicyGetsItsSentence(String good, String bad, String sentence) throws IOException {
        String text = Files.readString(POLICY);
        assertThat(text).contains(good);
        Path broken = file("policy.yaml", text.replace(good, bad == null ? "" : bad));

        assertThatThrownBy(() -> PolicyFiles.read(List.of(broken), Optional.empty()))
                .isInstanceOf(UnfitInputException.class)
                .hasMessageStartingWith(broken + ": FailoverPolicy ")
                .hasMessageContaining(sentence);
    }

    @Test
    void whatIsNoYamlIsSaidWithItsLine() throws IOException {
        Path broken = file("policy.yaml", "kind: FailoverPolicy\nspec: [\n");

        assertThatThrownBy(() -> PolicyFiles.read(List.of(broken), Optional.empty()))
                .hasMessageStartingWith(broken + ": it is not YAML at line ");
    }

    @Test
    void filesWithoutAPolicyAreSaidToHaveNone() {
        assertThatThrownBy(() -> PolicyFiles.read(List.of(Path.of("examples/checkout/zone.yaml")), Optional.empty()))
                .hasMessageContaining("there is no FailoverPolicy");
    }

    @Test
    void whatIsMissingIsAssumedAndSaid() {
        PolicyFiles.Policy policy = PolicyFiles.read(List.of(POLICY), Optional.empty());

        assertThat(policy.apex().text()).isEqualTo("example.com");
        assertThat(policy.assumptions())
                .anyMatch(each -> each.startsWith("DnsZone example-com is not in the files"))
                .anyMatch(each -> each.startsWith("Regions us-east-1, us-west-2 are not in the files"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            lasts: 1h         | lasts: 99h        | lasts: "99h": more than 0 s and at most 48h is allowed
            at: 5m            | at: 2h            | events[0].at: "2h": a time before the end of the scenario is allowed
            at: 5m            | when: 5m          | events[0].when: no such field: allowed are at, breaks, dies, for, partition, provider, what
            as: Silent        | as: Loud          | events[0].breaks.as: "Loud": allowed are Empty, Error, Nxdomain, Refused, Silent
            provider: Away    | provider: Gone    | events[1].provider: "Gone": allowed are Away, Errors, SlowToServe, Throttling
            [frontend]        | [backend]         | checks: "backend" is no check of the policy: allowed are all, common, dependencies, endpoints, frontend, orders-database
            [hit]             | [mars]            | regions: "mars" is no region of the policy: allowed are hit, others, all, us-east-1, us-west-2
            provider: Away    | what: nothing     | events[1]: nothing happens: exactly one of breaks, dies, partition, provider is allowed
            """)
    void aBrokenScenarioGetsItsSentence(String good, String bad, String sentence) throws IOException {
        String text = """
                name: mine
                lasts: 1h
                events:
                - {at: 5m, breaks: {regions: [hit], checks: [frontend], as: Silent}}
                - {at: 7m, provider: Away}
                """;
        assertThat(text).contains(good);
        Path broken = file("scenario.yaml", text.replace(good, bad));

        assertThatThrownBy(() -> Simulate.run(SimulateRequest.of(List.of(POLICY), broken.toString())))
                .isInstanceOf(UnfitInputException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aScenarioThatIsNotThereIsSaidWithThoseThatAre() {
        assertThatThrownBy(() -> ScenarioReader.of("november-2031"))
                .hasMessageContaining("allowed are october-2025, region-dies, flapping, shared-dependency");
    }

    @Test
    void everyShippedScenarioCanBeRead() {
        assertThat(ScenarioReader.SHIPPED)
                .allSatisfy(
                        name -> assertThat(ScenarioReader.shipped(name).name()).isEqualTo(name));
    }
}
