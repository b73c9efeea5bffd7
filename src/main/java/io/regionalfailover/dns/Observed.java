package io.regionalfailover.dns;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether every authoritative server shows a plan.
 *
 * @param at when the last of them was seen with it; empty while one was not
 * @param missing which servers do not show it or do not answer, for a person
 */
public record Observed(Optional<Instant> at, List<String> missing) {
    public Observed {
        missing = List.copyOf(missing);
    }
}
