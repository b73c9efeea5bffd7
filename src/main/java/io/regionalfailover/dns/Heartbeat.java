package io.regionalfailover.dns;

import java.util.Optional;

/**
 * What an instance writes into a zone to show that it can: {@code rfh1 installation region process count}, one space between
 * the fields. There is exactly one text for a heartbeat: whatever would be written differently is not one.
 *
 * @param installation 1-63 letters, digits, '.', '_', '-'
 * @param region in which the instance stands, 1-{@value #MAX_REGION} lower-case letters, digits, '-' and '.'
 * @param process 16 hexadecimal characters, of one life of the instance
 * @param count rises with every beat, from 0
 */
public record Heartbeat(String installation, String region, String process, long count) {
    /** No heartbeat is longer, in characters. */
    public static final int MAX_LENGTH = 200;

    private static final int MAX_REGION = 80;
    private static final String VERSION = "rfh1";
    private static final int FIELDS = 5;

    /** @throws IllegalArgumentException when a part is outside its range, with a sentence that says which */
    public Heartbeat {
        require(installation.matches("[A-Za-z0-9._-]{1,63}"), "installation id", installation);
        require(region.matches("[a-z0-9.-]{1," + MAX_REGION + "}"), "region", region);
        require(process.matches("[0-9a-f]{16}"), "process id", process);
        require(count >= 0, "count", count);
    }

    private static void require(boolean valid, String what, Object found) {
        if (!valid) {
            throw new IllegalArgumentException("the " + what + " of a heartbeat cannot be \"" + found + "\"");
        }
    }

    /** The heartbeat as text, at most {@value #MAX_LENGTH} characters. */
    public String text() {
        return String.join(" ", VERSION, installation, region, process, Long.toString(count));
    }

    /** What a text says; empty when it is no heartbeat. Any text at all may be given. */
    public static Optional<Heartbeat> parse(String text) {
        String[] fields = text.length() > MAX_LENGTH ? new String[0] : text.split(" ", FIELDS + 1);
        if (fields.length != FIELDS || !fields[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Heartbeat(fields[1], fields[2], fields[3], Long.parseLong(fields[4])))
                    .filter(heartbeat -> heartbeat.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
