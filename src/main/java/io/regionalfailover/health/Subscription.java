package io.regionalfailover.health;

import io.regionalfailover.decision.Observation;

/** An interest in a probe. The probe runs as long as somebody is interested. */
public interface Subscription extends AutoCloseable {

    /** Returns the newest observation, {@link Observation#NONE} before the first attempt has ended. */
    Observation current();

    /** Ends the interest; nothing is pushed after a delivery that is under way. Closing twice is harmless. */
    @Override
    void close();
}
