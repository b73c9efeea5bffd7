package io.regionalfailover.decision;

/**
 * One check in one region.
 *
 * @param region the region's name
 * @param check the check's name; a check of the whole region is told apart from a policy's by {@link CheckRule}'s name
 */
public record CheckKey(String region, String check) {}
