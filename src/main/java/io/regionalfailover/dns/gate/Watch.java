package io.regionalfailover.dns.gate;

import java.net.URI;

/**
 * A check of one page of one instance: it finds a word in an answer of status 200, or it does not.
 *
 * @param observer the region in which the asked instance stands
 * @param region the region that the page is about
 * @param page where it is asked
 * @param word what it looks for
 * @param inverted true: unhealthy while it finds the word. Whoever does not answer then counts as healthy
 * @param intervalSeconds 10 or 30
 */
public record Watch(String observer, String region, URI page, GateWord word, boolean inverted, int intervalSeconds) {
    /** How often in a row the other must be seen until a check turns. */
    public static final int THRESHOLD = 3;

    /** True when the check is healthy, once it has seen enough. */
    public boolean isHealthy(boolean found) {
        return found != inverted;
    }
}
