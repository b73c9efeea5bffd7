package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.FenceCodec;
import io.regionalfailover.dns.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/route53.md} shows is so. */
class Route53DocumentTest {
    private final String document = read();

    @Test
    void theRulesThatMotoLacksAreTheOnesThatAreSkipped() {
        List<String> skipped = MotoContractIT.LACKING.stream()
                .map(rule -> "`" + rule + "`: " + rule.sentence())
                .toList();
        assertThat(all("(?m)^- (`[A-Z_]+`: .*)$")).containsExactlyInAnyOrderElementsOf(skipped);
    }

    @Test
    void theFencesOfTheExampleAreFences() {
        List<String> fences = all("\\\\\"(rfo1 [^\"\\\\]*)\\\\\"");
        assertThat(fences)
                .hasSize(2)
                .allSatisfy(fence -> assertThat(FenceCodec.parse(fence)).isInstanceOf(FenceCodec.Parsed.Valid.class));
        assertThat(all("\"SetIdentifier\": \"([^\"]*)\""))
                .hasSize(4)
                .allSatisfy(identifier -> assertThat(Mark.parse(identifier)).isPresent());
    }

    /** The IAM actions that the documented policy allows. */
    static Set<String> allowedActions() {
        return new TreeSet<>(new Route53DocumentTest().all("\"route53:((?!ChangeResourceRecordSets[A-Z])[A-Za-z]+)\""));
    }

    private List<String> all(String pattern) {
        return Pattern.compile(pattern)
                .matcher(document)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("docs/route53.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
