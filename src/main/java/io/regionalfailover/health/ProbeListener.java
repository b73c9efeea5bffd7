package io.regionalfailover.health;

import io.regionalfailover.decision.Observation;

/** Is told what a probe saw. */
@FunctionalInterface
public interface ProbeListener {
    /**
     * An attempt has ended, or what was seen before says nothing any more.
     *
     * @param free whether the calling thread has nothing else to do: whoever takes some time may take it here. Otherwise others
     *     wait for it to return: an attempt, or other listeners
     */
    void saw(Observation seen, boolean free);
}
