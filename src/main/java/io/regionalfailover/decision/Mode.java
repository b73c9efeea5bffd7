package io.regionalfailover.decision;

/** Who may move traffic. */
public enum Mode {
    /** Health and people move traffic. */
    AUTOMATIC,
    /** Only people move traffic; what health wants is shown as advice. */
    MANUAL,
    /** Judged as automatic, nothing is written. */
    DRY_RUN
}
