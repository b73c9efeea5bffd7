package io.regionalfailover.dns.embedded;

/** Takes sentences for the log. Calls come from any thread, are quick, and must not throw. */
public interface Notices {
    /** Something that people may want to know. */
    void info(String sentence);

    /** Something that people have to mend. */
    void trouble(String sentence);
}
