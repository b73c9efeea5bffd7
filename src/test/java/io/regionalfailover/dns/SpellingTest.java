package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.dns.Batcher.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names, values and marks, up to the length and the last character that each may have. */
class SpellingTest {
    private static final String LABEL = "a".repeat(49);

    @Test
    void namesAreWrittenOneWayAndAreAtMost253Long() {
        assertThat(DnsName.of("Shop.Example.COM.")).isEqualTo(new DnsName("shop.example.com"));
        assertThat(DnsName.of("bücher.example.com")).isEqualTo(new DnsName("xn--bcher-kva.example.com"));
        String longest = String.join(".", Collections.nCopies(5, LABEL)) + ".abc";
        assertThat(longest).hasSize(253);
        assertThat(new DnsName(longest).text()).isEqualTo(longest);
        for (String wrong : List.of("", longest + "d", "Shop.example.com", "shop.example.com.")) {
            assertThatThrownBy(() -> new DnsName(wrong)).hasMessageContaining("canonical form");
        }
        for (String wrong : List.of("", ".", "a b.example.com", "a..b", "*", "*.*.example.com", "x".repeat(64))) {
            assertThatThrownBy(() -> DnsName.of(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + wrong + "\" is not a domain name");
        }
    }

    @Test
    void valuesThatMeanTheSameAreTheSame() {
        assertThat(Values.same("CNAME", List.of("LB.example.net."), List.of("lb.example.net")))
                .isTrue();
        assertThat(Values.same("CNAME", List.of("lb.example.net"), List.of("lb.example.org")))
                .isFalse();
        assertThat(Values.same("AAAA", List.of("2001:DB8:0::1"), List.of("2001:db8::1")))
                .isTrue();
        assertThat(Values.same("A", List.of("192.0.2.1", "192.0.2.2"), List.of("192.0.2.2", "192.0.2.1")))
                .isTrue();
        assertThat(Values.same("A", List.of("no address"), List.of("nor this"))).isFalse();
        assertThat(Values.same("TXT", List.of("\"a\""), List.of("\"A\""))).isFalse();
    }

    @Test
    void textsAreQuotedInPiecesOf255() {
        assertThat(TxtValue.quote("")).isEqualTo("\"\"");
        assertThat(TxtValue.quote("x".repeat(255))).isEqualTo("\"" + "x".repeat(255) + "\"");
        assertThat(TxtValue.quote("x".repeat(256))).isEqualTo("\"" + "x".repeat(255) + "\" \"x\"");
        for (String text : List.of("", " ~", "x".repeat(510), "y".repeat(3_900))) {
            assertThat(TxtValue.unquote(TxtValue.quote(text))).contains(text);
        }
        assertThat(TxtValue.unquote("\"" + "x".repeat(3_998) + "\"")).isPresent();
        for (String wrong : List.of("", "\"", "x", "\"x", "x\"", "\"\t\"", "\"\u007f\"", "\"a\"b\"", "\"\\\"")) {
            assertThat(TxtValue.unquote(wrong)).as(wrong).isEmpty();
        }
        assertThat(TxtValue.unquote("\"" + "x".repeat(3_999) + "\"")).isEmpty();
    }

    @Test
    void onlyATextOfItsOwnIsAFence() {
        assertThat(FenceCodec.ofSet(ZoneCases.plain(NAME.fence(), "A", "192.0.2.1")))
                .isEqualTo(new FenceCodec.Parsed.NotAFence());
        assertThat(FenceCodec.ofSet(ZoneCases.plain(NAME.fence(), "TXT", "\"rfo1\"", "\"rfo1\"")))
                .isEqualTo(new FenceCodec.Parsed.NotAFence());
    }

    @Test
    void aMarksPositionEndsWithTheLastRegion() {
        String last = "rfo:" + OWNER.hash() + ":31:east";
        assertThat(Mark.parse(last)).contains(new Mark(OWNER.hash(), 31, "east"));
        assertThat(Mark.parse("rfo:" + OWNER.hash() + ":32:east")).isEqualTo(Optional.empty());
        assertThat(new Mark(OWNER.hash(), 0, "e".repeat(104)).text()).hasSize(4 + 16 + 3 + 104);
        assertThatThrownBy(() -> new Mark(OWNER.hash(), 32, "east")).hasMessageContaining("position 32");
        assertThatThrownBy(() -> new Mark(OWNER.hash(), 0, "e".repeat(105))).hasMessageContaining("cannot be marked");
    }

    @Test
    void ofEqualUrgencyTheOrderIsTheOwnersLabelAndThenItsHash() {
        List<Candidate> waiting = new ArrayList<>();
        for (String installation : List.of("blue", "green", "red", "white")) {
            for (String policy : List.of("a", "b")) {
                Owner owner = Owner.of(installation, "shop", policy);
                DnsName name = DnsName.of(installation + "." + policy + ".example.com");
                waiting.add(new Candidate(
                        new ChangeSet(owner, ChangeSet.Intent.PUBLISH, "n", Set.of(name), List.of()), Kind.PUBLISH, 1));
            }
        }
        List<String> inOrder = waiting.stream()
                .map(candidate -> candidate.changes().owner())
                .sorted(Comparator.comparing(Owner::label).thenComparing(Owner::hash))
                .map(Owner::hash)
                .toList();
        for (int i = 0; i < waiting.size(); i++) {
            Collections.rotate(waiting, 3);
            assertThat(Batcher.next(waiting, ZoneCases.LIMITS).taken())
                    .extracting(candidate -> candidate.changes().owner().hash())
                    .isEqualTo(inOrder);
        }
    }
}
