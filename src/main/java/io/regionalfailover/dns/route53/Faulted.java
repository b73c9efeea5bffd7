package io.regionalfailover.dns.route53;

import java.io.Serial;

/** Carries a fault out of a read of several pages; never leaves this package. */
final class Faulted extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    Faulted(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
