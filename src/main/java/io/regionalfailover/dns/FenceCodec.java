package io.regionalfailover.dns;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a fence. Fields stand in a fixed order, one space between them:
 *
 * <pre>rfo1 installation owner epoch nonce spec weights progress relapses [order ...]</pre>
 *
 * with weights {@code 100,0}; progress {@code s}, {@code e50:100,0:1} or {@code r25}, the first figure a percentage and the last hexadecimal
 * bits; an order
 * {@code id.author.regions.expiry}, the regions as hexadecimal bits and the expiry as seconds in base 36, with a {@code !} behind it
 * where it is forced. There is exactly
 * one text for a fence: whatever would be written differently is not one.
 */
public final class FenceCodec {
    /** How long resolvers may keep a fence, in seconds; nothing rests on it, since only authoritative servers are asked. */
    public static final long TTL_SECONDS = 60;

    /** No fence is longer, in characters. */
    public static final int MAX_LENGTH = 700;

    private static final String FAMILY = "rfo";
    private static final String VERSION = FAMILY + "1";
    private static final int FIXED_FIELDS = 9;
    private static final String FORCE = "!";

    private FenceCodec() {}

    /** What a text turned out to be. */
    public sealed interface Parsed {
        /** @param fence what it says */
        record Valid(Fence fence) implements Parsed {}

        /** No fence, or a damaged one. */
        record NotAFence() implements Parsed {}

        /** @param version of a fence that another version of this program wrote */
        record UnknownVersion(String version) implements Parsed {}
    }

    /**
     * A fence as text.
     *
     * @throws IllegalArgumentException when it has too many orders to fit {@value #MAX_LENGTH} characters
     */
    public static String encode(Fence fence) {
        List<String> fields = new ArrayList<>(List.of(
                VERSION,
                fence.installation(),
                fence.ownerHash(),
                Long.toString(fence.epoch()),
                fence.nonce(),
                fence.specHash(),
                encodeWeights(fence.weights()),
                encodeProgress(fence.progress()),
                Integer.toString(fence.relapses())));
        fence.orders().forEach(order -> fields.add(encodeOrder(order)));
        String text = String.join(" ", fields);
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a fence with " + fence.orders().size() + " orders has " + text.length()
                    + " characters, at most " + MAX_LENGTH + " are allowed");
        }
        return text;
    }

    /** What a text says; any text at all may be given. */
    public static Parsed parse(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith(FAMILY)) {
            return new Parsed.NotAFence();
        }
        String[] fields = text.split(" ", -1);
        if (!fields[0].equals(VERSION)) {
            return fields[0].matches(FAMILY + "[0-9]{1,3}")
                    ? new Parsed.UnknownVersion(fields[0])
                    : new Parsed.NotAFence();
        }
        if (fields.length < FIXED_FIELDS) {
            return new Parsed.NotAFence();
        }
        try {
            Fence fence = decode(fields);
            return encode(fence).equals(text) ? new Parsed.Valid(fence) : new Parsed.NotAFence();
        } catch (IllegalArgumentException e) {
            return new Parsed.NotAFence();
        }
    }

    /** The record set that holds a fence beside a name. */
    public static RecordSet toSet(DnsName name, Fence fence) {
        return RecordSet.plain(name.fence(), "TXT", TTL_SECONDS, List.of(TxtValue.quote(encode(fence))));
    }

    /** What a record set says as a fence. */
    public static Parsed ofSet(RecordSet set) {
        if (!set.type().equals("TXT") || set.values().size() != 1) {
            return new Parsed.NotAFence();
        }
        return TxtValue.unquote(set.values().getFirst()).map(FenceCodec::parse).orElseGet(Parsed.NotAFence::new);
    }

    private static Fence decode(String[] fields) {
        List<Fence.Order> orders = new ArrayList<>();
        for (int i = FIXED_FIELDS; i < fields.length; i++) {
            orders.add(decodeOrder(fields[i]));
        }
        return new Fence(
                fields[1],
                fields[2],
                Long.parseLong(fields[3]),
                fields[4],
                fields[5],
                decodeWeights(fields[6]),
                decodeProgress(fields[7]),
                Integer.parseInt(fields[8]),
                orders);
    }

    private static String encodeWeights(List<Integer> weights) {
        return weights.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> decodeWeights(String text) {
        List<Integer> weights = new ArrayList<>();
        for (String weight : text.split(",", Fence.MAX_REGIONS + 1)) {
            weights.add(Integer.valueOf(weight));
        }
        return weights;
    }

    private static String encodeProgress(Fence.Progress progress) {
        return switch (progress) {
            case Fence.Progress.Settled() -> "s";
            case Fence.Progress.Evacuating(int percent, List<Integer> base, long from) ->
                "e" + percent + ":" + encodeWeights(base) + ":" + Long.toHexString(from);
            case Fence.Progress.Returning(int percent) -> "r" + percent;
        };
    }

    private static Fence.Progress decodeProgress(String text) {
        if (text.equals("s")) {
            return new Fence.Progress.Settled();
        }
        if (text.startsWith("r")) {
            return new Fence.Progress.Returning(Integer.parseInt(text.substring(1)));
        }
        String[] parts = text.split(":", 4);
        if (!text.startsWith("e") || parts.length != 3) {
            throw new IllegalArgumentException("no such progress");
        }
        return new Fence.Progress.Evacuating(
                Integer.parseInt(parts[0].substring(1)), decodeWeights(parts[1]), Long.parseLong(parts[2], 16));
    }

    private static String encodeOrder(Fence.Order order) {
        return order.id() + "." + order.author() + "." + Integer.toString(order.regions(), 16) + "."
                + Long.toString(order.expiresAt().getEpochSecond(), 36) + (order.force() ? FORCE : "");
    }

    private static Fence.Order decodeOrder(String text) {
        String[] parts = text.split("\\.", 5);
        if (parts.length != 4 || parts[3].length() > 9) {
            throw new IllegalArgumentException("an order has four parts");
        }
        boolean force = parts[3].endsWith(FORCE);
        String expiry = force ? parts[3].substring(0, parts[3].length() - FORCE.length()) : parts[3];
        return new Fence.Order(
                parts[0],
                parts[1],
                Integer.parseInt(parts[2], 16),
                force,
                Instant.ofEpochSecond(Long.parseLong(expiry, 36)));
    }
}
