package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** What a server's refusals mean, for a person: the field, what was found, what is allowed and what happens now. */
final class Sentences {
    /** What a server is asked for. */
    static final String AN_UPDATE = "an update";

    private static final String SERVER = "spec.provider.rfc2136.server: ";
    private static final String TSIG_FIELD = "spec.provider.rfc2136.tsig";
    /** What no name can be asked for beyond. */
    private static final int HIGHEST_CODE = 0xfff;

    private static final String NOTHING = "; nothing was changed, and it is tried again";

    private final DnsName apex;
    private final String server;
    private final Clock clock;

    Sentences(DnsName apex, InetSocketAddress server, Clock clock) {
        this.apex = apex;
        this.server = server.getHostString() + ":" + server.getPort();
        this.clock = clock;
    }

    /** The server does not accept the signature. */
    String rejected(TsigKeys.Present key, int error, Message answer) {
        return switch (error) {
            case Rcode.BADKEY ->
                TSIG_FIELD + ".keyName: " + server + " has no key \"" + key.name() + "\" of " + key.algorithm()
                        + ", or does not let it update the zone " + apex
                        + " (BADKEY): the name and the algorithm of a key that is configured there and may are allowed"
                        + NOTHING;
            case Rcode.BADSIG ->
                TSIG_FIELD + ".secretRef: " + server + " finds that the Secret does not hold the secret of its key \""
                        + key.name() + "\" (BADSIG): put the key's own secret there, in base64" + NOTHING;
            case Rcode.BADTIME -> clocks(answer);
            default ->
                TSIG_FIELD + ": " + server + " does not accept the signature of key \"" + key.name() + "\" (TSIG error "
                        + (error <= HIGHEST_CODE ? Rcode.TSIGstring(error) : error)
                        + "): a key with the same name, algorithm and secret is allowed"
                        + NOTHING;
        };
    }

    /** Signatures hold for some minutes only, so both clocks have to agree. */
    private String clocks(Message answer) {
        TSIGRecord signature = answer.getTSIG();
        Instant theirs = signature == null ? clock.instant() : theirs(signature);
        Duration apart = Duration.between(theirs, clock.instant());
        return SERVER + "the clock of " + server + " and the one of this operator are "
                + apart.abs().toSeconds()
                + " s apart (BADTIME; there it is " + theirs + "): at most " + TSIG.FUDGE.toSeconds()
                + " s are allowed, set the clock that is wrong" + NOTHING;
    }

    /** With BADTIME a server sends its own time (RFC 8945, 5.2.3). */
    private static Instant theirs(TSIGRecord signature) {
        byte[] other = signature.getOther();
        if (other == null || other.length != 6) {
            return signature.getTimeSigned();
        }
        long seconds = 0;
        for (byte b : other) {
            seconds = seconds << 8 | b & 0xff;
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** The server does not do what it was asked. */
    String refused(TsigKeys.Present key, int code, String what) {
        String found = server + " answers " + Rcode.string(code) + " to " + what + " of the zone " + apex;
        return switch (code) {
            case Rcode.REFUSED ->
                SERVER + found + ": the key \"" + key.name()
                        + "\" has to be allowed to update the zone there, and to query it, on a primary server of the zone"
                        + NOTHING;
            case Rcode.NOTAUTH ->
                SERVER + found
                        + ": it has no authority over that zone, or does not accept the signature and does not say"
                        + " why; name, algorithm and secret of key \"" + key.name()
                        + "\" have to be those that it has, and the clocks at most " + TSIG.FUDGE.toSeconds()
                        + " s apart" + NOTHING;
            case Rcode.NOTZONE ->
                "spec.domainName: " + found + ": a name lies outside the zone as the server has it" + NOTHING;
            case Rcode.NOTIMP ->
                SERVER + found + ": it takes no dynamic updates; switch them on there, or name another server"
                        + NOTHING;
            case Rcode.FORMERR -> SERVER + found + ": it does not understand the message" + NOTHING;
            case Rcode.SERVFAIL ->
                SERVER + found
                        + ": it failed; its own log says why (it cannot write its journal, its primary is away, or a set"
                        + " would have more records than it allows). The zone is read before anything is sent again";
            default -> SERVER + found + NOTHING;
        };
    }

    String silent(Exchanger.Silent silence, String what) {
        IOException cause = silence.getCause() instanceof IOException broken ? broken : new IOException(silence);
        String how = switch (cause) {
            case UnknownHostException ignored -> "its host name has no address";
            case ConnectException refused -> "no connection over TCP: " + refused.getMessage();
            case SocketTimeoutException ignored -> "no answer in time, over TCP";
            default -> "the connection broke off: " + cause.getMessage();
        };
        return SERVER + server + " was asked for " + what + " of the zone " + apex + ": " + how
                + (silence.wasSent()
                        ? "; whether it was done is not known, so the zone is read before anything is sent again"
                        : "; a host and port that answer DNS over TCP are allowed" + NOTHING);
    }

    String forged(TsigKeys.Present key) {
        return TSIG_FIELD + ": an answer of " + server + " about the zone " + apex + " is not signed with key \""
                + key.name() + "\": it is not believed, and the zone is read before anything is sent again";
    }

    String withoutAuthority(DnsName name) {
        return SERVER + server + " has no authority over " + name + ": a server that answers for the zone " + apex
                + " itself is allowed; nothing is changed";
    }

    String conflict(String found) {
        return "The zone " + apex + " at " + server + " is not what was read: " + found;
    }

    /** The server found that a prerequisite does not hold, and does not say which. */
    String conflict(int code, boolean cname) {
        return conflict("it was changed meanwhile (" + Rcode.string(code) + ")")
                + (cname ? ", or a record of another type stands where a CNAME is to be" : "");
    }

    String tooLarge(int bytes) {
        return "The changes take " + bytes + " bytes in one update of the zone " + apex + "; "
                + UpdateMessage.MOST_BYTES + " are allowed: publish fewer records, regions or addresses";
    }

    String never(String why) {
        return "The zone " + apex + " at " + server + " cannot hold this: " + why;
    }

    /** Answers come as in plain DNS then. */
    String withoutLua() {
        return "spec.provider.rfc2136.luaRecords: " + server + " does not answer from LUA records in the zone " + apex
                + ", so regions that serve answer alike; PowerDNS needs enable-lua-records=yes and, from 5.1 on,"
                + " enable-lua-record-updates=yes; it is tried again every ten minutes";
    }

    String noProof(String changeId) {
        return "A server of dynamic updates knows no changes, and so not the change \"" + changeId
                + "\": its answers tell whether it is in force";
    }
}
