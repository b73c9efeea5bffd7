package io.regionalfailover.peers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parcels that one peer is still to be handed. Not safe for several threads. */
final class ParcelQueue {
    /** In one message, so that it stays below the bound in bytes also when every second character has to be escaped. */
    private static final int MOST_CHARACTERS = 200_000;

    private static final int MOST = 1_000;

    private final Set<String> keys = new LinkedHashSet<>();
    private final List<String> carried = new ArrayList<>();

    void offer(Collection<String> some) {
        keys.addAll(some);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** What the next message carries. */
    List<Parcel> next(Parcels parcels) {
        carried.clear();
        List<Parcel> next = new ArrayList<>();
        int characters = 0;
        Iterator<String> all = keys.iterator();
        while (all.hasNext() && next.size() < MOST) {
            String key = all.next();
            Optional<String> text = parcels.text(key).filter(one -> one.length() <= Parcel.MOST_CHARACTERS);
            characters += text.map(String::length).orElse(0);
            if (!next.isEmpty() && characters > MOST_CHARACTERS) {
                break;
            }
            all.remove();
            carried.add(key);
            text.ifPresent(found -> next.add(new Parcel(key, found)));
        }
        return next;
    }

    /** What the last message carried may not have arrived. */
    void again() {
        keys.addAll(carried);
        carried.clear();
    }
}
