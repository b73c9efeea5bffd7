package io.regionalfailover.dns;

import java.util.Map;

/** What a zone says at some reserved names. */
public sealed interface Texts {
    /**
     * It was read.
     *
     * @param byName the text of each; a name at which nothing stands is missing, and what is not one plain text shows as it is
     *     written in the zone
     */
    record Taken(Map<DnsName, String> byName) implements Texts {
        public Taken {
            byName = Map.copyOf(byName);
        }
    }

    /**
     * The zone could not be read.
     *
     * @param failure which way
     * @param message for a person
     */
    record NotTaken(Failure failure, String message) implements Texts {}
}
