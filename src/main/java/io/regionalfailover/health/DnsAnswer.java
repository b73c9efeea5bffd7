package io.regionalfailover.health;

import java.util.List;
import org.xbill.DNS.Record;

/**
 * What a resolver made of a question.
 *
 * @param verdict which way it went
 * @param records those of the type asked for, behind any aliases; empty unless {@code FOUND}
 * @param message for a person, names the question and the resolver; empty if {@code FOUND}
 */
record DnsAnswer(Verdict verdict, List<Record> records, String message) {

    /** The ways a question can go. */
    enum Verdict {
        FOUND,
        NXDOMAIN,
        SERVFAIL,
        REFUSED,
        EMPTY,
        TRUNCATED,
        SILENT,
        MALFORMED,
        /** Some other response code. */
        OTHER,
        /** The host is there and nobody listens, or the host cannot be reached. */
        UNREACHABLE,
        /** This host could not ask. */
        NOT_ASKED
    }

    DnsAnswer {
        records = List.copyOf(records);
    }

    static DnsAnswer found(List<Record> records) {
        return new DnsAnswer(Verdict.FOUND, records, "");
    }

    static DnsAnswer failed(Verdict verdict, String message) {
        return new DnsAnswer(verdict, List.of(), message);
    }

    boolean isFound() {
        return verdict == Verdict.FOUND;
    }

    /** Whether the resolver knows: another one is not asked then. */
    boolean isFinal() {
        return switch (verdict) {
            case FOUND, NXDOMAIN, EMPTY -> true;
            case SERVFAIL, REFUSED, TRUNCATED, SILENT, MALFORMED, OTHER, UNREACHABLE, NOT_ASKED -> false;
        };
    }

    /** The result of an attempt that needed this answer and did not get it. */
    ProbeResult failure() {
        return verdict == Verdict.NOT_ASKED ? ProbeResult.unknown(message) : ProbeResult.failing(message);
    }
}
