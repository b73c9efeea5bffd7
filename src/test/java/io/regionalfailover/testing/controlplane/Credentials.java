package io.regionalfailover.testing.controlplane;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys and tokens of one control plane, made when it is and written into its folder.
 *
 * @param tokenFile user names, groups and tokens, as {@code --token-auth-file} wants them
 * @param signingKey signs service account tokens
 * @param verificationKey the public half of it
 * @param tokens the bearer token of each user
 */
record Credentials(Path tokenFile, Path signingKey, Path verificationKey, Map<String, String> tokens) {

    static final String ADMIN = "admin";

    static Credentials create(Path directory, List<ControlPlaneOptions.User> users) throws IOException {
        var tokens = new LinkedHashMap<String, String>();
        var lines = new StringBuilder();
        var all = new ArrayList<>(List.of(new ControlPlaneOptions.User(ADMIN, List.of("system:masters"))));
        all.addAll(users);
        for (var user : all) {
            var token = randomToken();
            tokens.put(user.name(), token);
            lines.append(
                    "%s,%s,%s,\"%s\"%n".formatted(token, user.name(), user.name(), String.join(",", user.groups())));
        }
        var tokenFile = Files.writeString(directory.resolve("tokens.csv"), lines);
        var signingKey = directory.resolve("service-account.key");
        var verificationKey = directory.resolve("service-account.pub");
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            var keys = generator.generateKeyPair();
            Files.writeString(signingKey, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            Files.writeString(
                    verificationKey, pem("PUBLIC KEY", keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no elliptic curve keys", e);
        }
        return new Credentials(tokenFile, signingKey, verificationKey, Map.copyOf(tokens));
    }

    String token(String user) {
        var token = tokens.get(user);
        if (token == null) {
            throw new IllegalArgumentException("there is no user '" + user + "'; the users are " + tokens.keySet());
        }
        return token;
    }

    /** A kubeconfig with everything in it: no exec plugin, no other file. */
    String kubeconfig(String user, String token, URI server, byte[] certificateAuthority) {
        return """
                apiVersion: v1
                kind: Config
                current-context: control-plane
                contexts:
                - name: control-plane
                  context:
                    cluster: control-plane
                    user: %s
                    namespace: default
                clusters:
                - name: control-plane
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: %s
                  user:
                    token: %s
                """.formatted(user, server, Base64.getEncoder().encodeToString(certificateAuthority), user, token);
    }

    private static String randomToken() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String pem(String kind, byte[] der) {
        var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
