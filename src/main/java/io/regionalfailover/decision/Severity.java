package io.regionalfailover.decision;

/** Whether a check decides or only shows. */
public enum Severity {
    CRITICAL,
    WARNING
}
