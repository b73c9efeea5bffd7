package io.regionalfailover.kubectl;

/** How commands end, for scripts. */
final class Exit {
    /** It was done; or nothing was to be done. */
    static final int DONE = 0;

    /** It could not be done: wrong usage, no such object, no right, no answer. */
    static final int FAILED = 1;

    /** With {@code --exit-code}: it was done, and something asks for a person. */
    static final int ATTENTION = 2;

    /** A person, or nobody, agreed: nothing was changed. */
    static final int NOT_CONFIRMED = 3;

    private Exit() {}
}
