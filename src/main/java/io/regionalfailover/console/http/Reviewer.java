package io.regionalfailover.console.http;

import java.util.concurrent.CompletionStage;

/** Knows tokens. */
public interface Reviewer {
    /** What is known of a token. */
    enum Verdict {
        /** Its holder may look. */
        ADMITTED,
        /** It is nobody's. */
        UNKNOWN,
        /** Its holder may not look. */
        FORBIDDEN,
        /** Too many ask at a time. */
        BUSY,
        /** Who knows did not answer. */
        UNAVAILABLE
    }

    /** Returns at once; never fails. */
    CompletionStage<Verdict> review(String token);
}
