package io.regionalfailover.dns.gate;

/** What an instance says of a region. None is part of another, so that a check that looks for one never finds another. */
public enum GateWord {
    /** The region must not serve. */
    EVACUATE("evacuate"),
    /** The region may serve: only the instance that stands in it says so. */
    KEEP("keep"),
    /** Nothing that a check looks for: also what a process says that has not judged yet. */
    UNDECIDED("undecided");

    private final String text;

    GateWord(String text) {
        this.text = text;
    }

    /** As it is said and looked for. */
    public String text() {
        return text;
    }
}
