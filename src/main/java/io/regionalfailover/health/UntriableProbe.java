package io.regionalfailover.health;

/**
 * A probe that cannot be made: what it needs is missing. It is Unknown, so that what is missing for one check takes neither
 * the check's region nor the other checks away.
 *
 * @param why for a person
 */
public record UntriableProbe(String why) implements ProbeTarget {
    @Override
    public String kind() {
        return "untriable";
    }
}
