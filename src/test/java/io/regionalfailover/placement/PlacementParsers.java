package io.regionalfailover.placement;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.testing.fuzz.Parser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The parser of kubeconfigs. */
public final class PlacementParsers {
    private static final String FILE = """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u}}]
            clusters:
            - name: k
              cluster: {server: "https://10.0.0.1:6443", proxy-url: "", insecure-skip-tls-verify: false}
            users: [{name: u, user: {token: abc, as: "", as-groups: []}}]
            """;

    private PlacementParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(new Parser(
                "kubeconfig",
                List.of(
                        FILE.getBytes(StandardCharsets.UTF_8),
                        FILE.replace("token: abc", "exec: {command: sh}").getBytes(StandardCharsets.UTF_8),
                        FILE.replace("abc", "!!int abc").getBytes(StandardCharsets.UTF_8),
                        "{\"kind\": \"Config\", \"a\": [&x 1, *x, !!binary \"aa\", 0x1f, .inf, ~]}"
                                .getBytes(StandardCharsets.UTF_8)),
                PlacementParsers::kubeconfig));
    }

    private static void kubeconfig(byte[] content) {
        switch (Kubeconfig.of(content)) {
            case Kubeconfig.Read(Kubeconfig kubeconfig) -> {
                String scheme = kubeconfig.server().getScheme();
                require(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"), "the scheme " + scheme);
                require(kubeconfig.server().getHost() != null, "no host");
                require(
                        kubeconfig.token().isPresent()
                                || kubeconfig.certificate().isPresent(),
                        "no credentials");
                require(
                        !kubeconfig.toString().contains(kubeconfig.token().orElse("\n"))
                                || kubeconfig.token().get().length() < 8,
                        "shows its token");
            }
            case Kubeconfig.Refused(String message) -> {
                require(message.startsWith("kubeconfig: "), "a refusal without its object");
                require(message.length() <= 1_000, "a refusal of " + message.length() + " characters");
            }
        }
    }
}
