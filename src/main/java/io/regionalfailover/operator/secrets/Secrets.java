package io.regionalfailover.operator.secrets;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Secrets that somebody asked for, each followed from then on by a watch of its one name. Never are all Secrets of a namespace
 * listed: rights to {@code list} and {@code watch} these names are enough.
 *
 * <p>What was read stays in use while the API server is away. A Secret that nobody asked for in {@link #KEPT} is let go; who
 * asks again begins anew.
 */
public final class Secrets implements AutoCloseable {
    /** How long a Secret is followed after it was asked for. Reconcilers ask at least every five minutes. */
    public static final Duration KEPT = Duration.ofMinutes(15);

    /** How long {@link #get} waits when it asks for a Secret for the first time. */
    public static final Duration LONGEST_FIRST_READ = Duration.ofSeconds(3);

    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    /** Which Secret. */
    public record Key(String namespace, String name) {
        /** For sentences: {@code "shop/name"}, in quotation marks. */
        @Override
        public String toString() {
            return "\"" + namespace + "/" + name + "\"";
        }
    }

    /** What the API server has under a key. */
    public sealed interface Found {}

    /**
     * The Secret is there. Equal by content; shows the names of its entries and none of their values.
     *
     * @param data by entry, decoded; not to be changed
     */
    public record Present(Map<String, byte[]> data) implements Found {
        public Present {
            data = Map.copyOf(data);
        }

        /** An entry as UTF-8 text. */
        public Optional<String> text(String entry) {
            return Optional.ofNullable(data.get(entry)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Present(Map<String, byte[]> otherData)
                    && data.keySet().equals(otherData.keySet())
                    && data.keySet().stream().allMatch(key -> Arrays.equals(data.get(key), otherData.get(key)));
        }

        @Override
        public int hashCode() {
            Map<String, Integer> hashes = new HashMap<>();
            data.forEach((key, value) -> hashes.put(key, Arrays.hashCode(value)));
            return hashes.hashCode();
        }

        @Override
        public String toString() {
            return "Present" + new TreeSet<>(data.keySet());
        }
    }

    /** There is no such Secret. */
    public record Absent() implements Found {}

    /**
     * Nobody knows, since it cannot be read.
     *
     * @param message a sentence that names the Secret and what is missing
     */
    public record Unreadable(String message) implements Found {}

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Map<Key, FollowedSecret> followed = new ConcurrentHashMap<>();
    private final List<Consumer<Key>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> sweptAt;

    /**
     * @param client reads and watches; the caller closes it after this
     * @param clock steady
     */
    public Secrets(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
        this.sweptAt = new AtomicReference<>(clock.instant());
    }

    /**
     * What the API server has, as the watch told last. The first call for a key blocks for at most
     * {@link #LONGEST_FIRST_READ}, later ones do not block.
     */
    public Found get(Key key) {
        Instant now = clock.instant();
        sweep(now);
        FollowedSecret secret = followed.computeIfAbsent(key, absent -> new FollowedSecret(client, key, this::tell));
        secret.askedAt(now);
        return secret.read(LONGEST_FIRST_READ);
    }

    /** Adds somebody who is told, on any thread, when a followed Secret changes, appears, goes or becomes readable. */
    public void onChange(Consumer<Key> listener) {
        listeners.add(listener);
    }

    /** How many Secrets are followed now. */
    public int followed() {
        return followed.size();
    }

    private void tell(Key key) {
        listeners.forEach(listener -> listener.accept(key));
    }

    private void sweep(Instant now) {
        Instant before = sweptAt.get();
        if (Duration.between(before, now).compareTo(BETWEEN_SWEEPS) < 0 || !sweptAt.compareAndSet(before, now)) {
            return;
        }
        followed.values().removeIf(secret -> {
            boolean over = Duration.between(secret.askedAt(), now).compareTo(KEPT) > 0;
            if (over) {
                secret.close();
            }
            return over;
        });
    }

    /** Ends all watches. */
    @Override
    public void close() {
        followed.values().forEach(FollowedSecret::close);
        followed.clear();
    }
}
