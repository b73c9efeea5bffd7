package io.regionalfailover.dns;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What recursive resolvers answered after traffic left a region.
 *
 * @param at when the last of them began to answer without the regions that were left; empty while one has not, or when
 *     there was nothing to look for
 * @param late which of them had not when it was given up, for a person
 */
public record Turned(Optional<Instant> at, List<String> late) {
    /** Nobody looked. */
    public static final Turned UNSEEN = new Turned(Optional.empty(), List.of());

    public Turned {
        late = List.copyOf(late);
    }
}
