package io.regionalfailover.dns;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the TXT record set beside a policy's name says: the owner's mark, the plan's copy, and what a write compares and
 * swaps. Weights stand by position; {@link Mark} says which region a position is.
 *
 * @param installation 1-63 letters, digits, '.', '_', '-'
 * @param ownerHash 16 hexadecimal characters
 * @param epoch 0 to {@value #MAX_EPOCH}
 * @param nonce 16 hexadecimal characters
 * @param specHash 16 hexadecimal characters
 * @param weights 1-{@value #MAX_REGIONS}, each 0-255, their sum above 0
 * @param progress how far the plan is on the way
 * @param relapses 0-{@value #MAX_RELAPSES}
 * @param orders people's orders that travel with the plan
 */
public record Fence(
        String installation,
        String ownerHash,
        long epoch,
        String nonce,
        String specHash,
        List<Integer> weights,
        Progress progress,
        int relapses,
        List<Order> orders) {
    /** Low enough that no sum of epochs overflows. */
    public static final long MAX_EPOCH = 999_999_999_999_999L;

    /** Regions that a policy may have, and those that are on their way out of it. */
    public static final int MAX_REGIONS = 32;

    /** More relapses than this are not counted. */
    public static final int MAX_RELAPSES = 999;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern INSTALLATION = Pattern.compile("[A-Za-z0-9._-]{1,63}");
    private static final Pattern ORDER_PART = Pattern.compile("[a-z0-9]{1,8}");

    /** @throws IllegalArgumentException when a part is outside its range, with a sentence that says which */
    public Fence {
        weights = List.copyOf(weights);
        orders = List.copyOf(orders);
        require(INSTALLATION.matcher(installation).matches(), "installation id", installation);
        require(HASH.matcher(ownerHash).matches(), "owner's hash", ownerHash);
        require(epoch >= 0 && epoch <= MAX_EPOCH, "epoch", epoch);
        require(HASH.matcher(nonce).matches(), "nonce", nonce);
        require(HASH.matcher(specHash).matches(), "spec hash", specHash);
        requireWeights(weights);
        require(relapses >= 0 && relapses <= MAX_RELAPSES, "relapse count", relapses);
        progress.requireValid(weights.size());
        orders.forEach(Fence::requireOrder);
    }

    /** True when it is this owner's. */
    public boolean isOf(Owner owner) {
        return ownerHash.equals(owner.hash()) && installation.equals(owner.installation());
    }

    private static void requireWeights(List<Integer> weights) {
        require(!weights.isEmpty() && weights.size() <= MAX_REGIONS, "number of weights", weights.size());
        weights.forEach(weight -> require(weight >= 0 && weight <= 255, "weight", weight));
        require(weights.stream().anyMatch(weight -> weight > 0), "sum of the weights", 0);
    }

    private static void requireOrder(Order order) {
        require(ORDER_PART.matcher(order.id()).matches(), "order's id", order.id());
        require(ORDER_PART.matcher(order.author()).matches(), "order's author", order.author());
        require(order.regions() >= 0 && order.regions() <= 0xffff, "order's regions", order.regions());
        Instant expiry = order.expiresAt();
        require(
                expiry.getNano() == 0 && expiry.getEpochSecond() >= 0 && expiry.getEpochSecond() < 78_364_164_096L,
                "order's expiry",
                expiry);
    }

    private static void require(boolean valid, String what, Object found) {
        if (!valid) {
            throw new IllegalArgumentException("the " + what + " of a fence cannot be \"" + found + "\"");
        }
    }

    /**
     * A person's order, which travels with the plan.
     *
     * @param id 1-8 lower-case letters and digits
     * @param author likewise
     * @param regions bit i stands for position i, 0-15: the positions that must not serve
     * @param force see {@link io.regionalfailover.decision.OrderMark#force()}
     * @param expiresAt whole seconds from 1970 on, at most 7 figures in base 36
     */
    public record Order(String id, String author, int regions, boolean force, Instant expiresAt) {}

    /** How far a plan is on the way, weights by position. */
    public sealed interface Progress {
        /** Nothing more is on its way. */
        record Settled() implements Progress {}

        /**
         * Traffic is leaving in steps.
         *
         * @param percent 1-99
         * @param base the weights before the shift, as many as the fence has
         * @param from bit i stands for position i: the positions that traffic leaves
         */
        record Evacuating(int percent, List<Integer> base, long from) implements Progress {
            public Evacuating {
                base = List.copyOf(base);
            }
        }

        /**
         * Traffic is returning in steps.
         *
         * @param percent 1-99
         */
        record Returning(int percent) implements Progress {}

        private void requireValid(int regions) {
            switch (this) {
                case Settled() -> {}
                case Evacuating(int percent, List<Integer> base, long from) -> {
                    require(percent >= 1 && percent <= 99, "percentage", percent);
                    require(base.size() == regions, "number of base weights", base.size());
                    requireWeights(base);
                    require(from >= 0 && from < 1L << regions, "positions that traffic leaves", from);
                }
                case Returning(int percent) -> require(percent >= 1 && percent <= 99, "percentage", percent);
            }
        }
    }
}
