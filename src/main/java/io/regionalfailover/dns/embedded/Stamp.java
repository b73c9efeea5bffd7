package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Fence;
import java.util.Comparator;

/**
 * How new a {@link Cell} is. Of two, the greater one counts, on every instance: a plan of a higher epoch is newer than any of a lower one,
 * whenever and by whom they were written; within an epoch the later change is; and where two instances changed the same at once, the one whose
 * name comes later in the alphabet.
 *
 * @param era rises when a cell loses its fence or begins with a lower epoch again: a policy was deleted, and perhaps another one made
 * @param epoch of the fence; 0 without one
 * @param serial of the zone after the change
 * @param writer which instance made the change, as peers know it; empty for changes made before there was more than one
 */
record Stamp(long era, long epoch, long serial, String writer) implements Comparable<Stamp> {
    /** Of what nobody knows anything. */
    static final Stamp NONE = new Stamp(0, 0, 0, "");

    /** No era and no serial is higher: low enough that nothing overflows, and out of reach in the ordinary course. */
    static final long MOST = 1L << 50;

    private static final int MOST_CHARACTERS = 320;
    private static final Comparator<Stamp> ORDER = Comparator.comparingLong(Stamp::era)
            .thenComparingLong(Stamp::epoch)
            .thenComparingLong(Stamp::serial)
            .thenComparing(Stamp::writer);

    /** @throws IllegalArgumentException when a part is outside its range */
    Stamp {
        if (era < 0
                || era > MOST
                || epoch < 0
                || epoch > Fence.MAX_EPOCH
                || serial < 0
                || serial > MOST
                || writer.length() > MOST_CHARACTERS
                || writer.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a stamp cannot be " + era + " " + epoch + " " + serial);
        }
    }

    /** The stamp of the next change here, which is greater than this. */
    Stamp next(long nextEpoch, long nextSerial, String by) {
        return new Stamp(nextEpoch < epoch ? era + 1 : era, nextEpoch, nextSerial, by);
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return era + " " + epoch + " " + serial + (writer.isEmpty() ? "" : " " + writer);
    }

    /** @throws IllegalArgumentException when it is not what {@link #toString} makes */
    static Stamp parse(String text) {
        String[] words = text.split(" ", 4);
        if (words.length < 3) {
            throw new IllegalArgumentException("\"" + text + "\" is no stamp");
        }
        return new Stamp(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                words.length == 4 ? words[3] : "");
    }
}
