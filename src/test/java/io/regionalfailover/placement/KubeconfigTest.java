package io.regionalfailover.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
    private static final String SECRET = "s3cr3t-value";
    /** Self-signed, for nobody. */
    private static final String AUTHORITY = base64("""
            -----BEGIN CERTIFICATE-----
            MIIBdDCB+6ADAgECAgkAnAXIzbbYYFQwCgYIKoZIzj0EAwMwDzENMAsGA1UEAxME
            dGVzdDAgFw0yNjExMjMyMzI1MDVaGA8yMTI2MTAzMDIzMjUwNVowDzENMAsGA1UE
            AxMEdGVzdDB2MBAGByqGSM49AgEGBSuBBAAiA2IABFMx/ztNLp4eI1qSBfvO0WgS
            zoWm1pbSGJn2jvUwni/yhBTN/rf0yFSAqBrYOji79YBDn5h22MkwKo1tijLB1242
            Vt93VUqw5TrxoiX0H9i8Gopp98WsDft8jKBL2EUSQqMhMB8wHQYDVR0OBBYEFLzm
            uHu7+POxA3H6iN1CGO/SDD2RMAoGCCqGSM49BAMDA2gAMGUCMCOHFSFLsp9y4fBt
            DyKlC3DTlcXuV0GMlBlPeCDRjMAia2FIq2KQ0KpWRaKhbFmykgIxAOjg8z1nidgQ
            3Sg4PWiuY02+gEvpeb9/GdQfFWl9QudzzxNxdnX9p3RPpLgkejiAlw==
            -----END CERTIFICATE-----
            """);

    private static final String TOKEN = "token: " + SECRET;

    @Test
    void readsWhatTheCurrentContextSaysAndNothingElse() {
        Kubeconfig read = read("""
                apiVersion: v1
                kind: Config
                preferences: {}
                current-context: east
                contexts:
                - name: west
                  context: {cluster: west, user: west}
                - name: east
                  context: {cluster: east-cluster, user: east-user, namespace: elsewhere}
                clusters:
                - name: west
                  cluster: {server: "http://west.example.com", insecure-skip-tls-verify: true}
                - name: east-cluster
                  cluster: {server: "https://east.example.com:6443/k8s/c-1", certificate-authority-data: %s, proxy-url: "", insecure-skip-tls-verify: false}
                users:
                - name: west
                  user: {exec: {command: rm}}
                - name: east-user
                  user: {token: %s}
                """.formatted(AUTHORITY, SECRET));

        assertThat(read.server()).isEqualTo(URI.create("https://east.example.com:6443/k8s/c-1"));
        assertThat(read.token()).contains(SECRET);
        assertThat(read.authority().orElseThrow()).contains("BEGIN CERTIFICATE");
        assertThat(read.certificate()).isEmpty();
    }

    @Test
    void isReadAsJsonToo() {
        assertThat(read("""
                {"apiVersion": "v1", "kind": "Config", "current-context": "c",
                 "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
                 "clusters": [{"name": "c", "cluster": {"server": "https://10.0.0.1:6443"}}],
                 "users": [{"name": "u", "user": {"token": "t"}}]}
                """).server()).hasHost("10.0.0.1");
    }

    @Test
    void tellsFabric8EverythingSoThatItLooksForNothingByItself() {
        Config config = KubeconfigClient.config(read(file("server: \"https://10.0.0.1:6443\"", TOKEN)));

        assertThat(config.getAutoConfigure()).isFalse();
        assertThat(config.getMasterUrl()).startsWith("https://10.0.0.1:6443");
        assertThat(config.getOauthToken()).isEqualTo(SECRET);
        assertThat(config.getHttpProxy()).isNull();
        assertThat(config.getHttpsProxy()).isNull();
        assertThat(config.isTrustCerts()).isFalse();
        assertThat(config.isDisableHostnameVerification()).isFalse();
        assertThat(config.getNamespace()).isNull();
        assertThat(config.getCurrentContext()).isNull();
        assertThat(config.getRequestRetryBackoffLimit()).isZero();
    }

    @Test
    void showsNeitherTokenNorKey() {
        Kubeconfig read = read(file("server: \"https://10.0.0.1:6443\"", TOKEN));

        assertThat(new Kubeconfig.Read(read).toString()).doesNotContain(SECRET).contains("10.0.0.1");
        assertThat(new Clusters.Remote(SECRET.getBytes(StandardCharsets.UTF_8)).toString())
                .doesNotContain(SECRET);
    }

    static Stream<Arguments> refused() {
        String server = "server: \"https://10.0.0.1:6443\"";
        return Stream.of(
                user(
                        "exec: {apiVersion: client.authentication.k8s.io/v1, command: " + SECRET + "}",
                        "exec would run a program"),
                user("auth-provider: {name: gcp, config: {access-token: " + SECRET + "}}", "auth-provider would run"),
                user("client-certificate: /" + SECRET, "client-certificate names a file"),
                user("client-key: /" + SECRET, "client-key names a file"),
                user("tokenFile: /" + SECRET, "tokenFile names a file"),
                user("username: admin", "username is basic authentication"),
                user("password: " + SECRET, "password is basic authentication"),
                user(TOKEN + ", as: system:admin", "as impersonates"),
                user(TOKEN + ", as-groups: [system:masters]", "as-groups impersonates"),
                user(TOKEN + ", as-uid: \"1\"", "as-uid impersonates"),
                user(TOKEN + ", as-user-extra: {a: [b]}", "as-user-extra impersonates"),
                user(TOKEN + ", something-new: " + SECRET, "something-new is not known"),
                user("", "has no credentials; allowed is token, or client-certificate-data with client-key-data"),
                user("token: 12345", "users[\"u\"].user.token is not text"),
                user("token: \"a b\"", "token holds blanks"),
                user("client-certificate-data: " + AUTHORITY, "has only one of"),
                user("client-key-data: " + AUTHORITY, "has only one of"),
                user(
                        "client-certificate-data: \"%%%\", client-key-data: \"%%%\"",
                        "client-certificate-data holds no PEM"),
                cluster(server + ", certificate-authority: /" + SECRET, "certificate-authority names a file"),
                cluster(server + ", proxy-url: \"http://" + SECRET + "\"", "proxy-url sends credentials"),
                cluster(server + ", insecure-skip-tls-verify: true", "insecure-skip-tls-verify gives"),
                cluster(server + ", tls-server-name: other.example.com", "tls-server-name is \"other.example.com\""),
                cluster(server + ", certificate-authority-data: " + base64("no certificate"), "holds no PEM block"),
                cluster(
                        server + ", certificate-authority-data: "
                                + base64("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                        "holds no certificate that can be read"),
                cluster("server: \"http://10.0.0.1:8080\"", "server has the scheme \"http\" and is not on loopback"),
                cluster("server: \"http://127.0.0.1.example.com\"", "is not on loopback"),
                cluster("server: \"file:///etc/passwd\"", "server has no host"),
                cluster("server: \"ftp://10.0.0.1\"", "scheme \"ftp\""),
                cluster("server: \"https://user:" + SECRET + "@10.0.0.1\"", "has user information"),
                cluster("server: \"https://10.0.0.1/?x=" + SECRET + "\"", "a query or a fragment"),
                cluster("server: \"not a url\"", "server is not a URL"),
                cluster("server: \"\"", "server is not set"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String text, String expected) {
        assertThat(refusal(text)).contains(expected).contains("allowed").doesNotContain(SECRET);
    }

    @Test
    void namesThatLeadNowhereAreRefused() {
        String good = file("server: \"https://10.0.0.1:6443\"", TOKEN);

        assertThat(refusal(good.replace("kind: Config", "kind: Pod"))).contains("kind is not Config");
        assertThat(refusal(good.replace("current-context: c", ""))).contains("current-context is not set");
        assertThat(refusal(good.replace("current-context: c", "current-context: gone")))
                .contains("current-context is \"gone\", which is not in contexts");
        assertThat(refusal(good.replace("cluster: cl,", "cluster: gone,")))
                .contains("contexts[\"c\"].context.cluster is \"gone\", which is not in clusters");
        assertThat(refusal(good.replace("user: u}", "user: gone}"))).contains("which is not in users");
        assertThat(refusal(good.replace("user: u}", "user: \"\"}"))).contains("context.user is not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "- a list",
                "just text",
                "a: [unclosed",
                "a: 1\na: 2",
                "a: &x [1]\nb: *x",
                "a: &a {b: *a}",
                "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1/\"]]",
                "kind: Config\n---\nkind: Config",
                "\u0000",
                "%YAML 9.9\n---\na: b",
                "? [complex, key]\n: value",
            })
    void whatIsNoPlainDocumentIsRefused(String text) {
        assertThat(refusal(text)).startsWith("kubeconfig: ").contains("allowed");
    }

    @Test
    void hugeAndDeepDocumentsAreRefusedBeforeTheyAreBuilt() {
        String bomb =
                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n";
        assertThat(refusal(bomb)).contains("alias");
        assertThat(refusal("[".repeat(100_000))).contains("nested deeper than 20 levels");
        assertThat(refusal("{a: ".repeat(50_000))).contains("nested deeper than 20 levels");
        assertThat(refusal("- 1\n".repeat(50_000))).contains("more than 20000 parts");
        assertThat(refusal("x".repeat(YamlDocument.LARGEST + 1))).contains("bytes; allowed are at most");
        assertThat(Kubeconfig.of(new byte[] {(byte) 0xff, (byte) 0xfe, 1, 2}).toString())
                .contains("not UTF-8");
    }

    @Test
    void whateverIsChangedInAGoodOneIsReadOrRefusedAndNeverThrows() {
        byte[] good = file("server: \"https://10.0.0.1:6443\", certificate-authority-data: " + AUTHORITY, TOKEN)
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(42);
        for (int round = 0; round < 3000; round++) {
            byte[] changed = good.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThat(Kubeconfig.of(changed)).isNotNull();
        }
    }

    @Test
    void aKeyThatCannotBeUsedIsRefusedWithoutBeingShown() {
        String key = base64("-----BEGIN PRIVATE KEY-----\n" + base64(SECRET) + "\n-----END PRIVATE KEY-----\n");
        Kubeconfig read = read(file(
                "server: \"https://10.0.0.1:6443\", certificate-authority-data: " + AUTHORITY,
                "client-certificate-data: " + AUTHORITY + ", client-key-data: " + key));

        assertThat(catchUnfit(read)).contains("client key cannot be used").doesNotContain(SECRET, base64(SECRET));
    }

    private static String catchUnfit(Kubeconfig kubeconfig) {
        try (var client = KubeconfigClient.open(kubeconfig)) {
            return "opened " + client.getMasterUrl();
        } catch (UnfitKubeconfig e) {
            return e.sentence();
        }
    }

    private static Arguments user(String fields, String expected) {
        return Arguments.of(file("server: \"https://10.0.0.1:6443\"", fields), expected);
    }

    private static Arguments cluster(String fields, String expected) {
        return Arguments.of(file(fields, TOKEN), expected);
    }

    private static String file(String cluster, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts:
                - name: c
                  context: {cluster: cl, user: u}
                clusters:
                - name: cl
                  cluster: {%s}
                users:
                - name: u
                  user: {%s}
                """.formatted(cluster, user);
    }

    private static Kubeconfig read(String text) {
        return switch (Kubeconfig.of(text.getBytes(StandardCharsets.UTF_8))) {
            case Kubeconfig.Read(Kubeconfig kubeconfig) -> kubeconfig;
            case Kubeconfig.Refused(String message) -> throw new AssertionError(message);
        };
    }

    private static String refusal(String text) {
        return switch (Kubeconfig.of(text.getBytes(StandardCharsets.UTF_8))) {
            case Kubeconfig.Read read -> throw new AssertionError("is read: " + read);
            case Kubeconfig.Refused(String message) -> message;
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
