package io.regionalfailover.peers;

/** How a peer stands with this instance. */
public enum Standing {
    /** It was heard a moment ago, and has heard us: what it saw counts. */
    VOTING,
    /** Nothing that counts was heard. It may be alive: it counts as one that does not agree. */
    UNHEARD,
    /** Nothing was heard, and its heartbeat in the zone stands still: it does not count. */
    GONE
}
