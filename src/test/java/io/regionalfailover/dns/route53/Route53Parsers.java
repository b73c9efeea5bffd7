package io.regionalfailover.dns.route53;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.testing.fuzz.Parser;
import java.util.List;

/** The parsers of what Route 53 says in words. */
public final class Route53Parsers {
    private Route53Parsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(
                Parser.ofText(
                        "batch-errors",
                        List.of(
                                "[Tried to delete resource record set [name='a.example.com.', type='A'] but it was not found, Tried to create resource record set [name='\\052.example.com.', type='A'] but it already exists]",
                                "RRSet with DNS name x.example.com. is not permitted in zone example.com.",
                                "Invalid Resource Record: FATAL problem: DomainLabelTooLong encountered with 'x'"),
                        Route53Parsers::batchErrors),
                Parser.ofText(
                        "route53-name",
                        List.of("\\052.example.com.", "a\\134b.", "Example.COM."),
                        Route53Parsers::name));
    }

    private static void batchErrors(String text) {
        BatchErrors.Verdict verdict = BatchErrors.of(List.of(text, text));
        require(verdict.message().length() <= 4 * text.length() + 10, "a message that grows");
        require(verdict.names().size() <= 2 * text.length(), "more names than letters");
    }

    private static void name(String text) {
        Route53Names.parsed(text).ifPresent(name -> {
            require(name.text().length() <= 253, "a name that is too long");
            require(new DnsName(name.text()).equals(name), "not in its canonical form");
        });
    }
}
