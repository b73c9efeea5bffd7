package io.regionalfailover.peers.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The token that all peers share. One that was replaced is good for a while, because not all see the new one at once. */
final class Tokens {
    static final Duration GOOD_AFTERWARDS = Duration.ofMinutes(5);
    private static final Pattern FIT = Pattern.compile("[\\x21-\\x7e]{16,1024}");
    private static final String SCHEME = "Bearer ";

    private record Former(String token, byte[] digest, Instant until) {}

    private record Present(String token, byte[] digest) {}

    private final Watched<Present> file;
    private final InstantSource clock;
    private volatile Optional<Former> former = Optional.empty();

    /**
     * Reads the token for the first time.
     *
     * @param clock steady
     * @throws IllegalArgumentException when there is none, with a sentence
     */
    Tokens(Path file, InstantSource clock, PeerHttpEvents events) {
        this.file = new Watched<>("regional-failover.peer-token-file", List.of(file), Tokens::read, events);
        this.clock = clock;
    }

    private static Present read(List<byte[]> contents) throws UnfitFileException {
        String token = new String(contents.getFirst(), StandardCharsets.ISO_8859_1).strip();
        if (!FIT.matcher(token).matches()) {
            throw new UnfitFileException(
                    "holds no token: one line of 16 to 1024 printable ASCII characters without spaces is allowed");
        }
        return new Present(token, digest(token));
    }

    /** Looks at the file again. */
    synchronized void look() {
        Present before = file.value();
        if (file.look() && !file.value().token().equals(before.token())) {
            former = Optional.of(
                    new Former(before.token(), before.digest(), clock.instant().plus(GOOD_AFTERWARDS)));
        }
    }

    /** What this instance says to its peers. */
    String present() {
        return file.value().token();
    }

    /** What stood there before, while it is good. */
    Optional<String> former() {
        return former.filter(this::isGood).map(Former::token);
    }

    /**
     * Whether somebody has the token. Takes as long for every wrong one.
     *
     * @param authorization the header's value
     */
    boolean admits(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] shown = digest(authorization.substring(SCHEME.length()).strip());
        boolean present = MessageDigest.isEqual(shown, file.value().digest());
        boolean past = former.filter(this::isGood)
                .map(one -> MessageDigest.isEqual(shown, one.digest()))
                .orElse(false);
        return present | past;
    }

    private boolean isGood(Former one) {
        return clock.instant().isBefore(one.until());
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
