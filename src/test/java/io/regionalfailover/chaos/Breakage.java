package io.regionalfailover.chaos;

import java.util.Set;

/**
 * One thing that can break and be mended.
 *
 * @param name what it is, for the step log
 * @param likelihood how often it is chosen, in proportion to others
 * @param touches parts that nothing else may be done to meanwhile
 * @param begin breaks it
 * @param end mends it; nothing where the operator has to do that itself
 */
record Breakage(String name, int likelihood, Set<String> touches, Runnable begin, Runnable end) {

    Breakage {
        touches = Set.copyOf(touches);
    }

    /** Whether both can be broken at a time. */
    boolean goesWith(Breakage other) {
        return touches.stream().noneMatch(other.touches::contains);
    }

    @Override
    public String toString() {
        return name;
    }
}
