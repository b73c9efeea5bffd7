package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.testing.dns.DynamicServer;

/** The contract against BIND. */
class BindContractIT extends DynamicServerContract {
    BindContractIT() {
        super(DynamicServer.Kind.BIND);
    }
}
