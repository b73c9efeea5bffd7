package io.regionalfailover.testing.route53;

import java.time.Instant;
import java.util.List;

/**
 * Changes that a zone took over, whether or not anybody was told.
 *
 * @param at when
 * @param by the access key of who sent the batch, empty when it was not signed; {@link #HAND} for an edit by hand
 * @param changes what was done, in order
 */
public record Accepted(Instant at, String by, List<Change> changes) {
    /** Who edits by hand. */
    public static final String HAND = "hand";

    public Accepted {
        changes = List.copyOf(changes);
    }
}
