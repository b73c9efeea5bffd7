package io.regionalfailover.dns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Whose record sets these are. Never a UID, so that a policy that is deleted and applied again finds its own.
 *
 * @param installation one for all instances that share zones
 * @param namespace the policy's namespace
 * @param name the policy's name
 * @param hash of the three, 16 hexadecimal characters
 */
public record Owner(String installation, String namespace, String name, String hash) {

    /** The owner with its hash worked out. */
    public static Owner of(String installation, String namespace, String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((installation + "/" + namespace + "/" + name).getBytes(StandardCharsets.UTF_8));
            return new Owner(installation, namespace, name, HexFormat.of().formatHex(digest, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** For a person: {@code shop/checkout}. */
    public String label() {
        return namespace + "/" + name;
    }
}
