package io.regionalfailover.dns.embedded;

import java.util.concurrent.atomic.LongAdder;
import org.xbill.DNS.Rcode;

/** Counts what the server does, from any number of threads. */
final class Tally implements ServerCounts {
    private static final int CODES = Rcode.BADCOOKIE + 1;

    private final LongAdder[] udp = adders();
    private final LongAdder[] tcp = adders();
    private final LongAdder truncated = new LongAdder();
    private final LongAdder slipped = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder proven = new LongAdder();
    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[CODES];
        for (int code = 0; code < CODES; code++) {
            adders[code] = new LongAdder();
        }
        return adders;
    }

    void responded(Responder.Transport transport, int code) {
        (transport == Responder.Transport.UDP ? udp : tcp)[code].increment();
    }

    void wasTruncated() {
        truncated.increment();
    }

    void wasSlipped() {
        slipped.increment();
    }

    void wasDropped() {
        dropped.increment();
    }

    void wasProven() {
        proven.increment();
    }

    void cellsTaken(int count) {
        taken.add(count);
    }

    void cellRefused() {
        refused.increment();
    }

    @Override
    public long cellsTaken() {
        return taken.sum();
    }

    @Override
    public long cellsRefused() {
        return refused.sum();
    }

    @Override
    public long responses(String transport, int code) {
        return (transport.equals("udp") ? udp : tcp)[code].sum();
    }

    @Override
    public long truncated() {
        return truncated.sum();
    }

    @Override
    public long slipped() {
        return slipped.sum();
    }

    @Override
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public long proven() {
        return proven.sum();
    }
}
