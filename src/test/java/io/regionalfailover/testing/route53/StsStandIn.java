package io.regionalfailover.testing.route53;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An STS on loopback that knows {@code AssumeRole}: who asks gets the key {@code ROLE-<n>}, a new one each time, unless its
 * key is denied. Signatures are not verified.
 */
public final class StsStandIn implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("Credential=([^/,]+)/\\d{8}/[^/]+/sts/aws4_request,");
    private static final Duration LIFE = Duration.ofHours(1);

    /**
     * Somebody assumed a role, or tried to.
     *
     * @param accessKeyId who asked
     * @param roleArn for what
     */
    public record Asked(String accessKeyId, String roleArn) {}

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();

    private StsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Starts one on a free loopback port. */
    public static StsStandIn start() {
        try {
            return new StsStandIn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its URL, for {@code AWS_ENDPOINT_URL_STS}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns who asked, oldest first. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Lets a key assume nothing. */
    public void deny(String accessKeyId) {
        denied.add(accessKeyId);
    }

    /** Lets a key assume everything again. */
    public void allow(String accessKeyId) {
        denied.remove(accessKeyId);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher key = KEY.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Asked request = new Asked(key.find() ? key.group(1) : "", parameter(form, "RoleArn"));
        asked.add(request);
        boolean refused = denied.contains(request.accessKeyId());
        byte[] body = (refused ? refusal(request) : credentials(request)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(refused ? 403 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String credentials(Asked request) {
        return """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
                <Credentials><AccessKeyId>ROLE-%d</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
                <SessionToken>token</SessionToken><Expiration>%s</Expiration></Credentials>
                <AssumedRoleUser><Arn>%s/session</Arn><AssumedRoleId>id:session</AssumedRoleId></AssumedRoleUser>
                </AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleResponse>
                """.formatted(asked.size(), Instant.now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS), request.roleArn());
    }

    private static String refusal(Asked request) {
        return """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
                <Code>AccessDenied</Code><Message>User %s is not authorized to perform: sts:AssumeRole on resource: %s</Message>
                </Error><RequestId>1</RequestId></ErrorResponse>
                """.formatted(request.accessKeyId(), request.roleArn());
    }

    private static String parameter(String form, String name) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
