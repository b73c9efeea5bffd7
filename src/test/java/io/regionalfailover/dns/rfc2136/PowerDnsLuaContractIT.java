package io.regionalfailover.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.testing.dns.DynamicServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The contract against PowerDNS where LUA records carry shares. */
class PowerDnsLuaContractIT extends DynamicServerContract {
    private static final int ASKED = 300;

    PowerDnsLuaContractIT() {
        super(DynamicServer.Kind.POWERDNS_LUA);
    }

    @Override
    Rfc2136Provider provider(DnsName apex, InetSocketAddress at, RequestGate gate) {
        assertThat(Sample.sharing(apex, address(), RequestGate.open()).withoutShares())
                .isEmpty();
        return Sample.sharing(apex, at, gate);
    }

    @Test
    @Override
    void answersAreThoseOfTheRegionsThatServe() {
        DnsName www = www(freshZone());
        Rfc2136Provider provider = provider(www);
        List<RecordSet> three = List.of(
                set(www, "east", 90, "192.0.2.1"),
                set(www, "north", 0, "192.0.2.9"),
                set(www, "west", 30, "192.0.2.2", "192.0.2.3"));
        applied(provider, create(three.toArray(RecordSet[]::new)));
        assertThat(held(provider, www)).containsExactlyInAnyOrderElementsOf(three);
        Map<List<String>, Integer> answers = answers(www, "A");
        assertThat(answers).containsOnlyKeys(List.of("192.0.2.1"), List.of("192.0.2.2", "192.0.2.3"));
        assertThat(answers.get(List.of("192.0.2.1"))).isBetween(ASKED / 2, ASKED * 9 / 10);

        List<RecordSet> one = List.of(
                set(www, "east", 0, "192.0.2.1"),
                set(www, "north", 0, "192.0.2.9"),
                set(www, "west", 100, "192.0.2.2", "192.0.2.3"));
        applied(provider, swap(three, one));
        assertThat(answers(www, "A")).containsOnlyKeys(List.of("192.0.2.2", "192.0.2.3"));
        assertThat(held(provider, www)).containsExactlyInAnyOrderElementsOf(one);
    }

    @Test
    @Override
    void aCnameIsTheOneOfTheLargestWeight() {
        DnsName www = www(freshZone());
        Rfc2136Provider provider = provider(www);
        List<RecordSet> both = List.of(cname(www, "east", 60), cname(www, "west", 40));
        applied(provider, create(both.toArray(RecordSet[]::new)));
        assertThat(answers(www, "CNAME")).containsOnlyKeys(List.of("east.example.net."), List.of("west.example.net."));
        assertThat(held(provider, www)).containsExactlyInAnyOrderElementsOf(both);
        applied(provider, swap(both, List.of(cname(www, "east", 0), cname(www, "west", 100))));
        assertThat(answers(www, "CNAME")).containsOnlyKeys(List.of("west.example.net."));
    }

    private static List<RecordSet> both(DnsName name, int east, int west) {
        return List.of(set(name, "east", east, "192.0.2.1"), set(name, "west", west, "192.0.2.2"));
    }

    @Test
    void aLuaRecordThatWasChangedByHandIsSeenAndPutRight() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider provider = provider(www);
        List<RecordSet> both = both(www, 50, 50);
        List<RecordSet> unknown = List.of(set(www, "east", 50), set(www, "west", 50));
        applied(provider, create(both.toArray(RecordSet[]::new)));
        replaceLua(apex, www, "'192.0.2.66'");
        assertThat(held(provider, www)).containsExactlyInAnyOrderElementsOf(unknown);
        assertThat(provider.apply(swap(both, both), "")).isInstanceOf(ApplyResult.Fenced.class);
        applied(provider, swap(unknown, both));
        assertThat(held(provider, www)).containsExactlyInAnyOrderElementsOf(both);

        Rfc2136Hand.replace(address(), apex, www, "A", "192.0.2.66");
        assertThat(held(provider, www)).as("a plain record beside it").containsExactlyInAnyOrderElementsOf(unknown);
        applied(provider, swap(unknown, both));
        assertThat(answers(www, "A")).containsOnlyKeys(List.of("192.0.2.1"), List.of("192.0.2.2"));
    }

    @Test
    void aLuaRecordOfSomebodyElseStands() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider provider = provider(www);
        replaceLua(apex, www, "'192.0.2.66'");
        assertThat(held(provider, www))
                .singleElement()
                .satisfies(set -> assertThat(set.foreignRouting()).isPresent());
        assertThat(provider.apply(create(set(www, "east", 1, "192.0.2.1"), set(www, "west", 1, "192.0.2.2")), ""))
                .isInstanceOf(ApplyResult.Fenced.class);
        assertThat(asked(www, "A")).containsExactly("192.0.2.66");
    }

    @Test
    void whereNothingIsEvaluatedAnswersComeAlikeAndNoneIsEmpty() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider sharing = provider(www);
        List<RecordSet> both = both(www, 90, 10);
        applied(sharing, create(both.toArray(RecordSet[]::new)));

        Rfc2136Provider plain = Sample.provider(apex, address(), RequestGate.open());
        List<RecordSet> seen = held(plain, www);
        assertThat(seen).as("luaRecords was taken back").isNotEqualTo(both);
        applied(plain, swap(seen, both));
        assertThat(asked(www, "A")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(held(plain, www)).containsExactlyInAnyOrderElementsOf(both);

        List<RecordSet> alike = both(www, 1, 1);
        assertThat(held(sharing, www)).as("and given again").containsExactlyInAnyOrderElementsOf(alike);
        applied(sharing, swap(alike, both));
        assertThat(answers(www, "A")).containsOnlyKeys(List.of("192.0.2.1"), List.of("192.0.2.2"));

        Rfc2136Hand.replace(address(), apex, apex.luaProbe(), LuaShares.TYPE);
        List<RecordSet> unknown = List.of(set(www, "east", 90), set(www, "west", 10));
        assertThat(held(sharing, www))
                .as("nothing shows that it is evaluated")
                .containsExactlyInAnyOrderElementsOf(unknown);
        applied(sharing, swap(unknown, both));
        assertThat(asked(www, "A")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(sharing.withoutShares()).as("written again").isEmpty();
        applied(sharing, swap(alike, both));
        assertThat(answers(www, "A")).containsOnlyKeys(List.of("192.0.2.1"), List.of("192.0.2.2"));
    }

    @Test
    void aServerThatPassesOverLuaRecordsLeavesNoNameWithoutAnswer() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider provider = provider(www);
        List<RecordSet> east = both(www, 100, 0);
        List<RecordSet> both = both(www, 50, 50);
        // A moment ago it took them.
        applied(provider, create(both.toArray(RecordSet[]::new)));
        applied(provider, swap(both, east));
        applied(provider, create(text(www.fence(), "\"contract 1\"")));
        freeze(apex);

        List<Change> batch = new ArrayList<>(swap(east, both));
        batch.addAll(swap(List.of(text(www.fence(), "\"contract 1\"")), List.of(text(www.fence(), "\"contract 2\""))));
        assertThat(provider.apply(batch, "")).isInstanceOf(ApplyResult.OutcomeUnknown.class);
        List<RecordSet> seen = held(provider, www);
        assertThat(seen).as("it is not what was wanted").isNotEqualTo(both);
        applied(provider, swap(seen, both));
        assertThat(asked(www, "A")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(held(provider, www)).containsExactlyInAnyOrderElementsOf(both);
        assertThat(provider.withoutShares())
                .hasValueSatisfying(why -> assertThat(why.message()).contains("enable-lua-record-updates"));
    }

    @Test
    void aNameGetsNoLuaRecordFromAServerThatNoLongerTakesThem() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider provider = provider(www);
        List<RecordSet> east = both(www, 100, 0);
        List<RecordSet> both = both(www, 50, 50);
        applied(provider, create(east.toArray(RecordSet[]::new)));
        freeze(apex);
        applied(provider, swap(east, both));
        assertThat(asked(www, "A")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(held(provider, www)).containsExactlyInAnyOrderElementsOf(both);
    }

    @Test
    void whatIsNotSharedStaysAsItIsBesideALuaRecord() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider provider = provider(www);
        List<RecordSet> both = both(www, 50, 50);
        RecordSet six = new RecordSet(
                www,
                "AAAA",
                Optional.empty(),
                OptionalInt.empty(),
                300,
                List.of("2001:db8:0:0:0:0:0:9"),
                Optional.empty());
        applied(provider, create(both.get(0), both.get(1), six));
        assertThat(held(provider, www)).containsExactlyInAnyOrder(both.get(0), both.get(1), six);
        assertThat(answers(www, "A")).containsOnlyKeys(List.of("192.0.2.1"), List.of("192.0.2.2"));
        assertThat(answers(www, "AAAA")).hasSize(1);
    }

    private void freeze(DnsName apex) {
        Rfc2136Hand.replace(address(), apex, DnsName.of(DynamicServer.FREEZE + "." + apex), "TXT", "\"x\"");
    }

    private void replaceLua(DnsName apex, DnsName name, String code) {
        String hex = HexFormat.of().formatHex(code.getBytes(StandardCharsets.US_ASCII));
        String rdata = "\\# %d 0001%02x%s".formatted(code.length() + 3, code.length(), hex);
        Rfc2136Hand.replace(address(), apex, name, LuaShares.TYPE, rdata);
    }

    private Map<List<String>, Integer> answers(DnsName name, String type) {
        Map<List<String>, Integer> answers = new HashMap<>();
        for (int i = 0; i < ASKED; i++) {
            answers.merge(asked(name, type).stream().sorted().toList(), 1, Integer::sum);
        }
        return answers;
    }
}
