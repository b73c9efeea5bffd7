package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.testing.dns.DynamicServer;

/** The contract against Knot. */
class KnotContractIT extends DynamicServerContract {
    KnotContractIT() {
        super(DynamicServer.Kind.KNOT);
    }
}
