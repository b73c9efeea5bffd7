package io.regionalfailover.decision;

/**
 * One workload in one region.
 *
 * @param region the region's name
 * @param rule the {@link CapacityRule}'s name
 */
public record CapacityKey(String region, String rule) {}
