package io.regionalfailover.console;

/** A browser that looks. Called from several threads, one at a time. */
public interface Viewer {
    /** Whether what was sent before has left. */
    boolean keepsUp();

    /**
     * Sends it a frame. Returns at once.
     *
     * @param frame in UTF-8; others are sent the same array, so nobody changes it
     */
    void send(byte[] frame);

    /** Sends it away; it may come back. */
    void end();
}
