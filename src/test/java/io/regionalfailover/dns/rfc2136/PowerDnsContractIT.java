package io.regionalfailover.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.dns.DynamicServer;
import org.junit.jupiter.api.Test;

/** The contract against PowerDNS. */
class PowerDnsContractIT extends DynamicServerContract {
    PowerDnsContractIT() {
        super(DynamicServer.Kind.POWERDNS);
    }

    @Test
    void luaRecordsThatAreNotEnabledAreNotWrittenForNames() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider sharing = Sample.sharing(apex, address(), RequestGate.open());
        assertThat(sharing.withoutShares())
                .hasValueSatisfying(why -> assertThat(why.message())
                        .startsWith("spec.provider.rfc2136.luaRecords: ")
                        .contains("does not answer from LUA records", "enable-lua-records=yes"));
        applied(sharing, create(set(www, "east", 90, "192.0.2.1"), set(www, "west", 10, "192.0.2.2")));
        assertThat(asked(www, "A")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(held(sharing, www)).hasSize(2);
    }
}
