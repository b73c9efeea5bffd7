package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.ContractRule;
import io.regionalfailover.testing.dns.DynamicServer;
import java.util.EnumSet;
import java.util.Set;

/** The contract against BIND. */
class BindContractIT extends DynamicServerContract {
    BindContractIT() {
        super(DynamicServer.Kind.BIND);
    }

    /** Since 9.18.28 a record set has at most 100 records unless {@code max-records-per-type} says otherwise; the rule has 320. */
    @Override
    protected Set<ContractRule> lacking() {
        Set<ContractRule> lacking = EnumSet.copyOf(LACKING);
        lacking.add(ContractRule.PAGE_INSIDE_NAME);
        return lacking;
    }
}
