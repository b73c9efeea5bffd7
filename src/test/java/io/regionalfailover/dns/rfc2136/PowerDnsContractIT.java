package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.testing.dns.DynamicServer;

/** The contract against PowerDns. */
class PowerDnsContractIT extends DynamicServerContract {
    PowerDnsContractIT() {
        super(DynamicServer.Kind.POWERDNS);
    }
}
