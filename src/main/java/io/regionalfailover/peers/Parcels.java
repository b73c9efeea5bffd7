package io.regionalfailover.peers;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where parcels are from, and where they go. Calls come from any thread, under locks: they are quick and do not call back. */
public interface Parcels {
    /** There are none. */
    Parcels NONE = new Parcels() {
        @Override
        public Set<String> keys() {
            return Set.of();
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.empty();
        }

        @Override
        public void arrived(List<Parcel> parcels) {}
    };

    /** The keys of all that there is to hand out: whoever begins anew gets all of it. */
    Set<String> keys();

    /** The newest text of a key; empty, or longer than {@link Parcel#MOST_CHARACTERS}, when there is nothing to hand out. */
    Optional<String> text(String key);

    /** What a peer handed over; the same may come again, and older things after newer ones. */
    void arrived(List<Parcel> parcels);
}
