package io.regionalfailover.operator.translation;

import io.regionalfailover.health.ProbeSpec;

/**
 * A probe and who may share it.
 *
 * @param scope the policy's namespace, or one that stands for all policies when the Region asks for it
 * @param probe what is tried and how often
 */
public record ScopedProbe(String scope, ProbeSpec probe) {
    /** The scope of the checks that a Region asks for: all policies share them. No namespace has this name. */
    public static final String OF_REGIONS = "(regions)";
}
