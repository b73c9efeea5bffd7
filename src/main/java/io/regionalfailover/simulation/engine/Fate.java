package io.regionalfailover.simulation.engine;

import java.time.Duration;

/** What becomes of one change that is sent to the provider. */
public sealed interface Fate {
    /** Something that happens at once. */
    enum Blow implements Fate {
        /** It is carried out, and the answer is lost. */
        REPLY_LOST,
        /** It never arrives. */
        REQUEST_LOST,
        /** It is carried out, and the answer is an error. */
        ERROR_AFTER,
        /** Its sender dies before it leaves. */
        CRASH_BEFORE,
        /** Its sender dies when it has been carried out. */
        CRASH_AFTER
    }

    /**
     * It is under way for a long time; its sender hears nothing.
     *
     * @param by how long
     */
    record Delayed(Duration by) implements Fate {}
}
