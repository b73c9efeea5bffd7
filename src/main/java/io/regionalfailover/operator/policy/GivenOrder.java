package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.OrderMark;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Set;

/**
 * A person's order in this cluster, in force for a policy.
 *
 * @param id hash of its identity, 1-8 lower-case letters and digits
 * @param name its kind and name
 * @param kind what is ordered
 * @param regions which regions it is about
 * @param force see {@link Order#force()}
 * @param givenAt wall-clock time
 * @param expiresAt wall-clock time, whole seconds
 * @param text for a person: name, author and reason
 * @param resumed true: an earlier process of this cluster had begun it, and may have marked it under another name
 */
public record GivenOrder(
        String id,
        String name,
        Order.Kind kind,
        Set<String> regions,
        boolean force,
        Instant givenAt,
        Instant expiresAt,
        String text,
        boolean resumed) {
    /** Why a rehearsal ended that another cluster runs. */
    public static final String LED_ELSEWHERE = "another cluster runs it";

    private static final int HASH_LENGTH = 8;

    public GivenOrder {
        regions = Set.copyOf(regions);
    }

    /** The id of an order of this kind and name: it tells rehearsals from all others. */
    public static String idOf(Order.Kind kind, String name) {
        String hash = hashed(name);
        if (kind == Order.Kind.DRILL) {
            return OrderMark.DRILL + hash.substring(1);
        }
        return hash.charAt(0) == OrderMark.DRILL ? (char) (OrderMark.DRILL + 1) + hash.substring(1) : hash;
    }

    /** An identity as it travels: 8 characters of a hash of it. */
    public static String hashed(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            String text = new BigInteger(1, digest).toString(36);
            return text.substring(text.length() - HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** One that was given to this process. */
    public GivenOrder(
            String id,
            String name,
            Order.Kind kind,
            Set<String> regions,
            boolean force,
            Instant givenAt,
            Instant expiresAt,
            String text) {
        this(id, name, kind, regions, force, givenAt, expiresAt, text, false);
    }

    /** Whether earlier orders that keep its regions away end by it. */
    boolean endsOthers() {
        return kind == Order.Kind.RETURN_TO;
    }

    /** Whether its regions must not serve. */
    boolean excludes() {
        return kind.excludes();
    }
}
