package io.regionalfailover.placement;

import static io.regionalfailover.placement.UnfitKubeconfig.quoted;

import io.regionalfailover.placement.Kubeconfig.ClientCertificate;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes from a kubeconfig what is data, and refuses what makes a client run a program, read a file, ask a proxy, trust
 * anybody or be somebody else. What is not known is refused too: it would change how the cluster is reached.
 */
final class KubeconfigReader {
    private static final String CREDENTIALS = "token, or client-certificate-data with client-key-data";
    private static final Set<String> CLUSTER_FIELDS =
            Set.of("server", "certificate-authority-data", "tls-server-name", "disable-compression", "extensions");
    private static final Set<String> USER_FIELDS =
            Set.of("token", "client-certificate-data", "client-key-data", "extensions");

    /** What is refused by name, and why. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("exec", "would run a program in the operator"),
            Map.entry("auth-provider", "would run a sign-in plugin in the operator"),
            Map.entry("certificate-authority", "names a file; files of the operator are not read"),
            Map.entry("client-certificate", "names a file; files of the operator are not read"),
            Map.entry("client-key", "names a file; files of the operator are not read"),
            Map.entry("tokenFile", "names a file; files of the operator are not read"),
            Map.entry("proxy-url", "sends credentials through a proxy"),
            Map.entry("insecure-skip-tls-verify", "gives the credentials to anybody"),
            Map.entry("as", "impersonates"),
            Map.entry("as-uid", "impersonates"),
            Map.entry("as-groups", "impersonates"),
            Map.entry("as-user-extra", "impersonates"),
            Map.entry("username", "is basic authentication, which Kubernetes has given up"),
            Map.entry("password", "is basic authentication, which Kubernetes has given up"));

    private KubeconfigReader() {}

    /** @throws UnfitKubeconfig with a sentence that names field, what was found and what is allowed */
    static Kubeconfig read(Map<?, ?> document) throws UnfitKubeconfig {
        if (!"Config".equals(document.get("kind"))) {
            throw new UnfitKubeconfig("kind", "is not Config", "apiVersion v1, kind Config");
        }
        String current = text(document, "", "current-context")
                .orElseThrow(
                        () -> new UnfitKubeconfig("current-context", "is not set", "the name of one of its contexts"));
        Entry context = entry(document, "contexts", "context", current, "current-context");
        Entry cluster = entry(document, "clusters", "cluster", named(context, "cluster"), context.path() + ".cluster");
        Entry user = entry(document, "users", "user", named(context, "user"), context.path() + ".user");
        allowOnly(cluster, CLUSTER_FIELDS, "server, certificate-authority-data and tls-server-name");
        allowOnly(user, USER_FIELDS, CREDENTIALS);
        URI server = server(cluster);
        return new Kubeconfig(
                server,
                authority(cluster),
                token(user),
                certificate(user, token(user).isEmpty()));
    }

    /** One entry of clusters, contexts or users. */
    private record Entry(String path, Map<?, ?> fields) {
        Optional<String> text(String field) throws UnfitKubeconfig {
            return KubeconfigReader.text(fields, path + ".", field);
        }
    }

    private static Entry entry(Map<?, ?> document, String list, String kind, String name, String from)
            throws UnfitKubeconfig {
        if (document.get(list) instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map && name.equals(map.get("name"))) {
                    String path = list + "[" + quoted(name) + "]." + kind;
                    if (map.get(kind) instanceof Map<?, ?> fields) {
                        return new Entry(path, fields);
                    }
                    throw new UnfitKubeconfig(path, "is not a mapping", "what kubectl writes there");
                }
            }
        }
        throw new UnfitKubeconfig(
                from, "is " + quoted(name) + ", which is not in " + list, "a name that is listed there");
    }

    private static String named(Entry context, String field) throws UnfitKubeconfig {
        return context.text(field)
                .orElseThrow(() -> new UnfitKubeconfig(context.path() + "." + field, "is not set", "a name"));
    }

    /** A field's text; empty when there is none. What is neither text nor absent is refused. */
    private static Optional<String> text(Map<?, ?> fields, String path, String field) throws UnfitKubeconfig {
        return switch (fields.get(field)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text).filter(there -> !there.isEmpty());
            default -> throw new UnfitKubeconfig(path + field, "is not text", "text; put quotation marks around it");
        };
    }

    private static void allowOnly(Entry entry, Set<String> known, String allowed) throws UnfitKubeconfig {
        for (var field : new TreeMap<>(textKeys(entry)).entrySet()) {
            String name = field.getKey();
            if (known.contains(name) || says(field.getValue()) == Says.NOTHING) {
                continue;
            }
            String why = REFUSED.getOrDefault(name, "is not known");
            throw new UnfitKubeconfig(entry.path() + "." + printable(name), why, allowed);
        }
    }

    private static Map<String, Object> textKeys(Entry entry) throws UnfitKubeconfig {
        Map<String, Object> fields = new TreeMap<>();
        for (var field : entry.fields().entrySet()) {
            if (!(field.getKey() instanceof String name)) {
                throw new UnfitKubeconfig(
                        entry.path(), "has a field whose name is not text", "what kubectl writes there");
            }
            fields.put(name, field.getValue() == null ? "" : field.getValue());
        }
        return fields;
    }

    private enum Says {
        NOTHING,
        SOMETHING
    }

    /** kubectl writes empty values for what is not set; they change nothing. */
    private static Says says(Object value) {
        boolean nothing = switch (value) {
            case Boolean flag -> !flag;
            case String text -> text.isEmpty();
            case List<?> list -> list.isEmpty();
            default -> false;
        };
        return nothing ? Says.NOTHING : Says.SOMETHING;
    }

    private static String printable(String name) {
        String quoted = quoted(name);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static URI server(Entry cluster) throws UnfitKubeconfig {
        String field = cluster.path() + ".server";
        String allowed = "an https URL such as https://api.example.com:6443 (http to a loopback address only)";
        URI server = parsed(cluster, field, allowed);
        String host = server.getHost();
        String scheme = Optional.ofNullable(server.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (host == null) {
            throw new UnfitKubeconfig(field, "has no host", allowed);
        }
        if (server.getRawUserInfo() != null || server.getRawQuery() != null || server.getRawFragment() != null) {
            throw new UnfitKubeconfig(field, "has user information, a query or a fragment", allowed);
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(host))) {
            throw new UnfitKubeconfig(field, "has the scheme " + quoted(scheme) + " and is not on loopback", allowed);
        }
        String serverName = cluster.text("tls-server-name").orElse(host);
        if (!serverName.equals(host)) {
            throw new UnfitKubeconfig(
                    cluster.path() + ".tls-server-name",
                    "is " + quoted(serverName) + " while the server is " + quoted(host),
                    "a server whose certificate is for the name by which it is reached");
        }
        return server;
    }

    private static URI parsed(Entry cluster, String field, String allowed) throws UnfitKubeconfig {
        String written = cluster.text("server").orElseThrow(() -> new UnfitKubeconfig(field, "is not set", allowed));
        try {
            return new URI(written);
        } catch (URISyntaxException e) {
            throw new UnfitKubeconfig(field, "is not a URL", allowed);
        }
    }

    private static boolean isLoopback(String host) {
        return host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]") || host.equals("localhost");
    }

    private static Optional<String> authority(Entry cluster) throws UnfitKubeconfig {
        Optional<String> pem = pem(cluster, "certificate-authority-data");
        if (pem.isPresent()) {
            certificates(cluster.path() + ".certificate-authority-data", pem.get());
        }
        return pem;
    }

    private static Optional<String> token(Entry user) throws UnfitKubeconfig {
        Optional<String> token = user.text("token").map(String::strip);
        if (token.isPresent() && !token.get().matches("[!-~]+")) {
            throw new UnfitKubeconfig(
                    user.path() + ".token", "holds blanks or characters that are not ASCII", "a bearer token");
        }
        return token;
    }

    private static Optional<ClientCertificate> certificate(Entry user, boolean needed) throws UnfitKubeconfig {
        Optional<String> chain = pem(user, "client-certificate-data");
        Optional<String> key = pem(user, "client-key-data");
        if (chain.isPresent() != key.isPresent()) {
            throw new UnfitKubeconfig(
                    user.path(), "has only one of client-certificate-data and client-key-data", CREDENTIALS);
        }
        if (chain.isEmpty() && needed) {
            throw new UnfitKubeconfig(user.path(), "has no credentials", CREDENTIALS);
        }
        if (chain.isPresent()) {
            certificates(user.path() + ".client-certificate-data", chain.get());
        }
        return chain.flatMap(certificate -> key.map(its -> new ClientCertificate(certificate, its)));
    }

    private static Optional<String> pem(Entry entry, String field) throws UnfitKubeconfig {
        Optional<String> written = entry.text(field);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String path = entry.path() + "." + field;
        try {
            String pem = new String(Base64.getMimeDecoder().decode(written.get()), StandardCharsets.US_ASCII);
            if (pem.contains("-----BEGIN ")) {
                return Optional.of(pem);
            }
        } catch (IllegalArgumentException e) {
            throw new UnfitKubeconfig(path, "is not base64", "a PEM block in base64");
        }
        throw new UnfitKubeconfig(path, "holds no PEM block", "a PEM block in base64");
    }

    private static void certificates(String path, String pem) throws UnfitKubeconfig {
        try {
            var found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (!found.isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            throw new UnfitKubeconfig(
                    path, "holds no certificate that can be read", "X.509 certificates in PEM, in base64");
        }
        throw new UnfitKubeconfig(path, "holds no certificate", "X.509 certificates in PEM, in base64");
    }
}
