package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/dns.md} says of each provider what the contract tests find, and shows the very configurations that they run. */
class PromisesDocumentTest {
    private static final Path PAGE = Path.of("docs/dns.md");
    private static final Path EXAMPLES = Path.of("examples/rfc2136");
    private static final String BEGIN = "<!-- promises, written by `make docs` -->\n";
    private static final String END = "<!-- end of promises -->\n";

    /** What people ask, and the rules that answer it. */
    private static final Map<String, ContractRule[]> PROMISES = new LinkedHashMap<>();

    static {
        PROMISES.put("Fence: who read before another wrote changes nothing", new ContractRule[] {
            ContractRule.COMPARE_AND_SWAP,
            ContractRule.STALE_FENCE,
            ContractRule.EXACT_DELETE,
            ContractRule.DELETE_OF_MISSING,
            ContractRule.CREATE_OF_EXISTING
        });
        PROMISES.put(
                "Atomic: a batch is applied in full or not at all",
                new ContractRule[] {ContractRule.ALL_OR_NOTHING, ContractRule.DELETE_BEFORE_CREATE});
        PROMISES.put("Never empty: no name is left without an answer", new ContractRule[] {ContractRule.NEVER_EMPTY});
        PROMISES.put(
                "Foreign record sets stand, and no name is taken from others",
                new ContractRule[] {ContractRule.FOREIGN_STANDS, ContractRule.CREATE_BESIDE_OTHER_ROUTING});
        PROMISES.put(
                "Deletion: what is the policy's own, and nothing else",
                new ContractRule[] {ContractRule.DELETE_ONLY_OWN, ContractRule.DELETE_BY_NAME});
        PROMISES.put(
                "A conflict names every record that is at fault",
                new ContractRule[] {ContractRule.ALL_CONFLICTS_NAMED, ContractRule.OUTSIDE_NAME_REFUSED});
        PROMISES.put(
                "A change whose reply is lost is found out, and sent once",
                new ContractRule[] {ContractRule.LOST_REPLY});
        PROMISES.put(
                "Weights: answers come as often as a region's share says",
                new ContractRule[] {ContractRule.WEIGHTED_ANSWERS});
        PROMISES.put(
                "Aliases, also at the apex",
                new ContractRule[] {ContractRule.ALIAS_READ_BACK, ContractRule.ALIAS_EXACT_DELETE});
        PROMISES.put(
                "Proof: the provider itself says when a change is in force",
                new ContractRule[] {ContractRule.IN_FORCE});
    }

    /** With {@code -Ddocs.write=true} this is what {@code make docs} runs. */
    @Test
    void theTableSaysWhatTheContractFinds() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        String wanted = page.substring(0, from) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE))
                .as("the table in " + PAGE + " and ContractBackend differ: run `make docs` and commit the page")
                .isEqualTo(wanted);
    }

    @Test
    void thePageShowsTheConfigurationsThatTheTestsRun() throws IOException {
        String page = Files.readString(PAGE);
        for (String file : new String[] {"named.conf", "knot.conf", "pdns.conf", "powerdns-zone.sh", "zone.yaml"}) {
            assertThat(page).as(file).contains(Files.readString(EXAMPLES.resolve(file)));
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        table.append(row("", ContractBackend::title));
        table.append(row("---", ignored -> "---"));
        PROMISES.forEach((promise, rules) -> table.append(row(promise, backend -> backend.keeps(rules))));
        table.append(row("A change needs", ContractBackend::needs));
        return table.toString();
    }

    private static String row(String first, Function<ContractBackend, String> cell) {
        return Arrays.stream(ContractBackend.values())
                .map(cell)
                .collect(Collectors.joining(" | ", "| " + first + " | ", " |\n"));
    }
}
