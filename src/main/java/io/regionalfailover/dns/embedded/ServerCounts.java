package io.regionalfailover.dns.embedded;

/** What the embedded server has done since its start. Calls come from any thread and are quick. */
public interface ServerCounts {
    /**
     * Responses with one code, truncated ones among them.
     *
     * @param transport {@code udp} or {@code tcp}
     * @param code RFC 1035's RCODE, 0 to 23
     */
    long responses(String transport, int code);

    /** Responses over UDP that say no more than that it is to be asked over TCP. */
    long truncated();

    /** Those among them that the rate limit cut off. */
    long slipped();

    /** Questions that the rate limit left without an answer. */
    long dropped();

    /** Questions over UDP with a cookie that proved the asker's address. */
    long proven();

    /** Names whose records were taken over from other instances, as theirs were newer. */
    long cellsTaken();

    /** Names of which other instances told what could not be answered from. */
    long cellsRefused();
}
