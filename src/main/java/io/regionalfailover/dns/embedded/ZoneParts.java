package io.regionalfailover.dns.embedded;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The embedded zones in parts, as instances tell them to each other: a part is everything at one name, its fence with it. Whichever parts
 * come, how often and in whichever order, all instances that have heard of the same ones answer the same.
 */
public final class ZoneParts {
    private final EmbeddedZones zones;

    ZoneParts(EmbeddedZones zones) {
        this.zones = zones;
    }

    /** Hears the keys of parts that are other ones now. Is quick and does not call back; may come from any thread. */
    public void listen(Consumer<Set<String>> listener) {
        zones.listen(listener);
    }

    /** The keys of all parts. */
    public Set<String> keys() {
        return zones.keys();
    }

    /** A part as text; empty when there is none of that key. */
    public Optional<String> text(String key) {
        return zones.told(key);
    }

    /**
     * Takes in parts of another instance, which may be anything at all; those that are newer are on disk and answered from when this
     * returns, save those of a zone that still waits to hear what others hold of it: they wait for {@link #settle}.
     *
     * @param texts by key
     */
    public void take(Map<String, String> texts) {
        zones.take(texts);
    }

    /** Takes in what waited, where it need not wait any more. */
    public void settle() {
        zones.settle();
    }
}
