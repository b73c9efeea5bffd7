package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.CaSecretRef;
import io.regionalfailover.api.v1alpha1.HeadersSecretRef;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is in the Secrets of one namespace.
 *
 * @param namespace the only one that is looked into
 * @param found what the API server has of those that were asked for
 */
record SecretContents(String namespace, Map<Secrets.Key, Secrets.Found> found) {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    /**
     * The headers given, and those of a Secret.
     *
     * @param field path of the reference, for errors
     * @throws RefusedException when the Secret cannot be read, or names a header that is given already
     */
    Map<String, String> headers(String field, Map<String, String> given, @Nullable HeadersSecretRef reference) {
        if (reference == null) {
            return given;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(given);
        Secrets.Present secret = read(field, reference.name());
        for (String name : new TreeSet<>(secret.data().keySet())) {
            // Editors and shells leave an end of line behind that nobody means.
            String value = secret.text(name).orElse("").replaceAll("[\\r\\n]+$", "");
            if (headers.put(name, value) != null) {
                throw new RefusedException(
                        field,
                        "Secret " + key(reference.name()) + " has the key \"" + name + "\"",
                        "a header of this name is given already; one of the two is allowed");
            }
        }
        return headers;
    }

    /**
     * Certificates that are trusted.
     *
     * @param field path of the reference, for errors
     * @return PEM text; empty without a reference
     * @throws RefusedException when the Secret cannot be read or does not have them
     */
    Optional<String> certificates(String field, @Nullable CaSecretRef reference) {
        if (reference == null) {
            return Optional.empty();
        }
        String secret = "Secret " + key(reference.name());
        String text = read(field, reference.name())
                .text(reference.key())
                .orElseThrow(() -> new RefusedException(
                        Reason.INVALID_REFERENCE,
                        field + ".key",
                        secret + " has no key \"" + reference.key() + "\"",
                        "a key with PEM certificates is allowed"));
        if (!text.contains(CERTIFICATE)) {
            throw new RefusedException(
                    Reason.INVALID_REFERENCE,
                    field + ".key",
                    "the key \"" + reference.key() + "\" of " + secret + " holds no certificate",
                    "PEM text with " + CERTIFICATE + " is allowed");
        }
        return Optional.of(text);
    }

    private Secrets.Present read(String field, String name) {
        Secrets.Found there =
                found.getOrDefault(key(name), new Secrets.Unreadable("Secret " + key(name) + " was not read"));
        return switch (there) {
            case Secrets.Present present -> present;
            case Secrets.Absent() ->
                throw new RefusedException(
                        Reason.INVALID_REFERENCE,
                        field,
                        "Secret " + key(name) + " does not exist",
                        "create it, or name another of namespace \"" + namespace + "\"");
            case Secrets.Unreadable(String message) ->
                throw new RefusedException(
                        Reason.INVALID_REFERENCE, field, message, "a Secret that the operator may read is allowed");
        };
    }

    private Secrets.Key key(String name) {
        return new Secrets.Key(namespace, name);
    }
}
