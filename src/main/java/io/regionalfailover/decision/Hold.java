package io.regionalfailover.decision;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A change that is wanted and withheld.
 *
 * @param reason why
 * @param message what is withheld and what would release it, for a person, at most 256 characters
 * @param regions whose change it is
 * @param until when it ends by time alone, where it does
 */
public record Hold(Reason reason, String message, Set<String> regions, Optional<Instant> until) {
    public Hold {
        regions = Set.copyOf(regions);
    }
}
