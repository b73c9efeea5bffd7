package io.regionalfailover.peers;

/**
 * What an instance says of a workload in its own region.
 *
 * @param rule name of the capacity rule
 * @param desired replicas that it should have
 * @param ready of these
 * @param epoch of the newest plan that it bears the stamp of, 0 without one
 */
public record RoomReport(String rule, int desired, int ready, long epoch) {}
