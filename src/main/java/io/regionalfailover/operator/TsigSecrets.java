package io.regionalfailover.operator;

import io.regionalfailover.dns.rfc2136.TsigKeys;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** TSIG keys whose secrets are in Secrets of the operator's namespace, in base64 as servers show them. */
final class TsigSecrets implements Function<ZoneSetup.Tsig, TsigKeys> {
    private static final String FIELD = "spec.provider.rfc2136.tsig.secretRef: ";

    private final Secrets secrets;
    private final String namespace;

    TsigSecrets(Secrets secrets, String namespace) {
        this.secrets = secrets;
        this.namespace = namespace;
    }

    @Override
    public TsigKeys apply(ZoneSetup.Tsig tsig) {
        Secrets.Key key = new Secrets.Key(namespace, tsig.secret());
        return switch (secrets.get(key)) {
            case Secrets.Present present -> key(key, present, tsig);
            case Secrets.Absent ignored ->
                new TsigKeys.Missing(FIELD + "Secret " + key + " does not exist; create it with " + tsig.entry()
                        + ", the secret of key \"" + tsig.keyName() + "\" in base64");
            case Secrets.Unreadable(String message) -> new TsigKeys.Unknown(FIELD + message);
        };
    }

    private static TsigKeys key(Secrets.Key key, Secrets.Present secret, ZoneSetup.Tsig tsig) {
        Optional<String> text = secret.text(tsig.entry()).map(String::strip).filter(entry -> !entry.isEmpty());
        if (text.isEmpty()) {
            return new TsigKeys.Missing(FIELD + "Secret " + key + " has no " + tsig.entry()
                    + "; allowed is the secret of key \"" + tsig.keyName() + "\" in base64");
        }
        try {
            return new TsigKeys.Present(
                    tsig.keyName(), tsig.algorithm(), Base64.getDecoder().decode(text.get()));
        } catch (IllegalArgumentException e) {
            return new TsigKeys.Missing(FIELD + tsig.entry() + " of Secret " + key
                    + " is not base64; allowed is the secret of key \"" + tsig.keyName() + "\" as the server shows it");
        }
    }
}
