package io.regionalfailover.decision;

import java.util.List;

/**
 * What is published for a policy, as its fence in the zone carries it.
 *
 * @param epoch rises by at least one with every write
 * @param nonce random, 16 hexadecimal characters; tells two plans of one epoch apart
 * @param specHash hash of the spec that it was made from
 * @param weights by region
 * @param stage how far it is on the way
 * @param relapses how often in a row a region failed again within an hour of its return
 * @param orders people's orders that travel with it
 */
public record Plan(
        long epoch, String nonce, String specHash, Weights weights, Stage stage, int relapses, List<OrderMark> orders) {
    public Plan {
        orders = List.copyOf(orders);
    }
}
