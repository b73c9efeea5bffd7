package io.regionalfailover.simulation.engine;

/** How the DNS provider is not well. */
public enum Trouble {
    /** It does not answer. What it published is served all the same. */
    AWAY,
    /** It refuses three of four requests. */
    THROTTLING,
    /** Two of three requests end without an answer; some of them were carried out. */
    ERRORS,
    /** What it accepted is served up to five minutes later. */
    SLOW_TO_SERVE
}
