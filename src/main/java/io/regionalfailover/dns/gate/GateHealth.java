package io.regionalfailover.dns.gate;

import java.util.Optional;
import java.util.Set;

/** The health checks of one zone's gate at its provider. Calls block their (virtual) thread and never throw. */
public interface GateHealth {
    /**
     * Sees to it that these checks exist as they should be, and says which they are. Whoever asks for the same ones gets the same
     * ones, in whatever order and however often.
     */
    Found ensure(GateChecks wanted);

    /**
     * Removes checks of this zone's gate that nobody wants and on which no record set of the zone hangs. One that is found so for
     * the first time is left for a while: another instance may be about to hang record sets on it.
     *
     * @param wanted ids that stay
     * @return why some that nobody wants may be left, which costs money and nothing else; empty when none is
     */
    Optional<String> sweep(Set<String> wanted);

    /** What became of the wish. */
    sealed interface Found {
        /**
         * They exist and have seen enough to be hung record sets on.
         *
         * @param checks their ids
         * @param all their ids and those of the checks that they look at
         */
        record Ready(Hanging.Known checks, Set<String> all) implements Found {
            public Ready {
                all = Set.copyOf(all);
            }
        }

        /** They exist and have not all been asked yet. A new check has no opinion, and nothing may hang on that. */
        record Starting(String message) implements Found {}

        /** Nobody knows, and why. */
        record NotKnown(String message) implements Found {}
    }
}
