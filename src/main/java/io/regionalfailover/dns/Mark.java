package io.regionalfailover.dns;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the identifier of a weighted set says, {@code rfo:<owner>:<position>:<region>}: whose it is, should its fence be
 * lost, and which region a position in the fence is, should the spec have changed. {@code :g} at the end says that a health
 * check at the set is of ours, too; without it, somebody else hung it there.
 *
 * <p>Its parts are separated by colons: the AWS SDK for Java takes everything up to the last slash of an identifier for a
 * prefix, and leaves it out of what it returns.
 *
 * @param ownerHash 16 hexadecimal characters
 * @param position 0-{@value #MAX_POSITION}, the region's in the fence that was written with the set
 * @param region a region's name, 1-{@value #MAX_REGION} characters
 * @param gated whether a health check at the set is of ours
 */
public record Mark(String ownerHash, int position, String region, boolean gated) {
    private static final int MAX_POSITION = Fence.MAX_REGIONS - 1;
    private static final int MAX_REGION = 104;
    private static final String PREFIX = "rfo:";
    private static final String GATED = ":g";
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "([0-9a-f]{16}):(0|[1-9][0-9]?):([a-z0-9.-]{1," + MAX_REGION + "})(:g)?");

    /** @throws IllegalArgumentException when it could not be read back, with a sentence that says why */
    public Mark {
        if (!FORM.matcher(text(ownerHash, position, region, gated)).matches() || position > MAX_POSITION) {
            throw new IllegalArgumentException("the region \"" + region + "\" at position " + position
                    + " cannot be marked: 1-" + MAX_REGION + " lower-case letters, digits, '-' and '.' are allowed");
        }
    }

    /** The mark of a set that hangs on no health check. */
    public Mark(String ownerHash, int position, String region) {
        this(ownerHash, position, region, false);
    }

    /** What an identifier says; empty when it is not of ours. */
    public static Optional<Mark> parse(String setIdentifier) {
        Matcher found = FORM.matcher(setIdentifier);
        if (!found.matches() || Integer.parseInt(found.group(2)) > MAX_POSITION) {
            return Optional.empty();
        }
        return Optional.of(
                new Mark(found.group(1), Integer.parseInt(found.group(2)), found.group(3), found.group(4) != null));
    }

    /** What the identifier of a set says; empty when it has none or not one of ours. */
    public static Optional<Mark> of(RecordSet set) {
        return set.setIdentifier().flatMap(Mark::parse);
    }

    /** True for every identifier that an operator of this kind may have made, in whatever version. */
    static boolean isReserved(String setIdentifier) {
        return setIdentifier.startsWith(PREFIX);
    }

    /** The identifier, at most 128 characters. */
    public String text() {
        return text(ownerHash, position, region, gated);
    }

    private static String text(String ownerHash, int position, String region, boolean gated) {
        return PREFIX + ownerHash + ":" + position + ":" + region + (gated ? GATED : "");
    }
}
