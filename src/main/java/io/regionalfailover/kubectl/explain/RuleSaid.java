package io.regionalfailover.kubectl.explain;

/**
 * What one rule of the decision said of a policy.
 *
 * @param number its place in the order, from 1
 * @param rule its name
 * @param outcome what that means for the traffic
 * @param said sentences, joined by blanks
 */
public record RuleSaid(int number, String rule, Outcome outcome, String said) {
    /** What a rule means for the traffic. */
    public enum Outcome {
        /** It lets everything through. */
        PASSES,
        /** It wants something moved, or something is on its way. */
        ACTS,
        /** It withholds a change. */
        HOLDS,
        /** It cannot tell. */
        UNKNOWN
    }
}
