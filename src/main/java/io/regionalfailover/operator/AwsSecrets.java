package io.regionalfailover.operator;

import io.regionalfailover.dns.route53.AccessKeys;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.Optional;
import java.util.function.Function;

/** Access keys of AWS in Secrets of the operator's namespace, under the names that the shared credentials file has for them. */
final class AwsSecrets implements Function<String, AccessKeys> {
    private static final String FIELD = "spec.provider.route53.credentialsSecretRef: ";
    private static final String ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final String SESSION = "aws_session_token";

    private final Secrets secrets;
    private final String namespace;

    AwsSecrets(Secrets secrets, String namespace) {
        this.secrets = secrets;
        this.namespace = namespace;
    }

    @Override
    public AccessKeys apply(String name) {
        Secrets.Key key = new Secrets.Key(namespace, name);
        return switch (secrets.get(key)) {
            case Secrets.Present present -> keys(key, present);
            case Secrets.Absent ignored ->
                new AccessKeys.Missing(
                        FIELD + "Secret " + key + " does not exist; create it with " + ID + " and " + SECRET);
            case Secrets.Unreadable(String message) -> new AccessKeys.Unknown(FIELD + message);
        };
    }

    private static AccessKeys keys(Secrets.Key key, Secrets.Present secret) {
        for (String entry : new String[] {ID, SECRET}) {
            if (text(secret, entry).isEmpty()) {
                return new AccessKeys.Missing(FIELD + "Secret " + key + " has no " + entry + "; allowed are " + ID
                        + ", " + SECRET + " and " + SESSION);
            }
        }
        return new AccessKeys.Present(
                text(secret, ID).orElseThrow(), text(secret, SECRET).orElseThrow(), text(secret, SESSION));
    }

    /** An entry without the blank lines that editors and {@code echo} leave at its end. */
    private static Optional<String> text(Secrets.Present secret, String entry) {
        return secret.text(entry).map(String::strip).filter(text -> !text.isEmpty());
    }
}
