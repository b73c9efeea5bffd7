package io.regionalfailover.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a zone's velocity ledger: {@code rfv1 installation nonce [region:count:since ...]}, one space between the fields,
 * regions in rising order, the time as seconds in base 36. There is exactly one text for a ledger: whatever would be written
 * differently is not one.
 *
 * @param installation 1-63 letters, digits, '.', '_', '-'
 * @param nonce 16 hexadecimal characters, fresh with every write
 * @param drains each region once, in rising order
 */
record DrainText(String installation, String nonce, List<Drain> drains) {
    /** No ledger is longer, in characters. */
    static final int MAX_LENGTH = 1_000;

    /** What an exchange takes of a batch at most, in characters: two texts with their quotes. */
    static final int MOST_OF_BATCH = 2 * (MAX_LENGTH + 12);

    private static final String VERSION = "rfv1";
    private static final int FIXED_FIELDS = 3;
    private static final int MOST = 999_999;
    private static final long LAST_SECOND = 78_364_164_095L;

    /**
     * One region that health moves policies out of.
     *
     * @param region its name, 1-104 lower-case letters, digits, '-' and '.'
     * @param count how many policies, from 1
     * @param since when the first of them left, seconds since 1970 by the writer's clock; for people
     */
    record Drain(String region, int count, long since) {
        Drain {
            require(region.matches("[a-z0-9.-]{1,104}"), "region", region);
            require(count >= 1 && count <= MOST, "count", count);
            require(since >= 0 && since <= LAST_SECOND, "time", since);
        }

        private String text() {
            return region + ":" + count + ":" + Long.toString(since, 36);
        }
    }

    /** @throws IllegalArgumentException when a part is outside its range, or all together are too long */
    DrainText {
        drains = List.copyOf(drains);
        require(installation.matches("[A-Za-z0-9._-]{1,63}"), "installation id", installation);
        require(nonce.matches("[0-9a-f]{16}"), "nonce", nonce);
        for (int i = 1; i < drains.size(); i++) {
            String region = drains.get(i).region();
            require(drains.get(i - 1).region().compareTo(region) < 0, "order of the regions", region);
        }
        require(text(installation, nonce, drains).length() <= MAX_LENGTH, "number of regions", drains.size());
    }

    private static void require(boolean valid, String what, Object found) {
        if (!valid) {
            throw new IllegalArgumentException("the " + what + " of a velocity ledger cannot be \"" + found + "\"");
        }
    }

    /** The ledger as text. */
    String text() {
        return text(installation, nonce, drains);
    }

    /** True when so many regions can be written down. */
    static boolean fits(String installation, String nonce, List<Drain> drains) {
        return text(installation, nonce, drains).length() <= MAX_LENGTH;
    }

    private static String text(String installation, String nonce, List<Drain> drains) {
        List<String> fields = new ArrayList<>(List.of(VERSION, installation, nonce));
        drains.forEach(drain -> fields.add(drain.text()));
        return String.join(" ", fields);
    }

    /** What a text says; empty when it is no ledger. Any text at all may be given. */
    static Optional<DrainText> parse(String text) {
        String[] fields = text.length() > MAX_LENGTH ? new String[0] : text.split(" ", -1);
        if (fields.length < FIXED_FIELDS || !fields[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            List<Drain> drains = new ArrayList<>();
            for (int i = FIXED_FIELDS; i < fields.length; i++) {
                drains.add(drain(fields[i]));
            }
            return Optional.of(new DrainText(fields[1], fields[2], drains))
                    .filter(ledger -> ledger.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Drain drain(String field) {
        String[] parts = field.split(":", 4);
        require(parts.length == 3, "entry", field);
        return new Drain(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2], 36));
    }
}
