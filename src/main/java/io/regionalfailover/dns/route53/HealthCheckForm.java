package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.gate.Watch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;

/**
 * How checks of a gate stand at Route 53. Half of what a check is cannot be changed there, so none is ever changed: what is wanted
 * otherwise is another check, and its caller reference says which: {@code rfo:<gate>:<content>:<number>}, two hashes and how many
 * with that content went before. (A reference of a deleted check is never taken again.)
 *
 * @param content 16 hexadecimal characters, of what it does
 * @param config as Route 53 is told
 */
record HealthCheckForm(String content, HealthCheckConfig config) {
    private static final Pattern REFERENCE = Pattern.compile("rfo:([0-9a-f]{16}):([0-9a-f]{16}):([0-9]{1,6})");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int NEVER = 256;
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /**
     * What a caller reference of ours says.
     *
     * @param gate hash of installation and zone
     * @param content hash of what the check does
     * @param number of those with the same content
     */
    record Reference(String gate, String content, int number) {
        static Optional<Reference> parse(String text) {
            Matcher found = REFERENCE.matcher(text);
            return found.matches()
                    ? Optional.of(new Reference(found.group(1), found.group(2), Integer.parseInt(found.group(3))))
                    : Optional.empty();
        }

        String text() {
            return "rfo:" + gate + ":" + content + ":" + number;
        }
    }

    static HealthCheckForm of(Watch watch) {
        URI page = watch.page();
        boolean tls = page.getScheme().equals("https");
        int port = page.getPort() > 0 ? page.getPort() : tls ? HTTPS : HTTP;
        HealthCheckConfig.Builder config = HealthCheckConfig.builder()
                .type(tls ? HealthCheckType.HTTPS_STR_MATCH : HealthCheckType.HTTP_STR_MATCH)
                .port(port)
                .resourcePath(page.getRawPath())
                .searchString(watch.word().text())
                .requestInterval(watch.intervalSeconds())
                .failureThreshold(Watch.THRESHOLD)
                .inverted(watch.inverted());
        if (IPV4.matcher(page.getHost()).matches()) {
            config.ipAddress(page.getHost());
        } else {
            config.fullyQualifiedDomainName(page.getHost());
        }
        if (tls) {
            config.enableSNI(true);
        }
        return new HealthCheckForm(
                hash("watch " + page + " " + watch.word().text() + " " + watch.inverted() + " "
                        + watch.intervalSeconds()),
                config.build());
    }

    /** Healthy while one of these is. */
    static HealthCheckForm anyOf(List<String> children) {
        return calculated(children, 1);
    }

    /** Never healthy: it asks for more healthy children than it has. */
    static HealthCheckForm never(String child) {
        return calculated(List.of(child), NEVER);
    }

    private static HealthCheckForm calculated(List<String> children, int threshold) {
        List<String> sorted = children.stream().sorted().toList();
        return new HealthCheckForm(
                hash("calculated " + threshold + " " + sorted),
                HealthCheckConfig.builder()
                        .type(HealthCheckType.CALCULATED)
                        .childHealthChecks(sorted)
                        .healthThreshold(threshold)
                        .inverted(false)
                        .build());
    }

    /** True when the check does what it was made for: nobody has changed or disabled it. */
    boolean isAsMade(HealthCheck there) {
        HealthCheckConfig found = there.healthCheckConfig();
        return found.type() == config.type()
                && Boolean.TRUE.equals(found.inverted()) == Boolean.TRUE.equals(config.inverted())
                && !Boolean.TRUE.equals(found.disabled())
                && same(found.port(), config.port())
                && same(found.resourcePath(), config.resourcePath())
                && same(found.searchString(), config.searchString())
                && same(found.fullyQualifiedDomainName(), config.fullyQualifiedDomainName())
                && same(found.ipAddress(), config.ipAddress())
                && same(found.requestInterval(), config.requestInterval())
                && same(found.failureThreshold(), config.failureThreshold())
                && same(found.healthThreshold(), config.healthThreshold())
                && found.childHealthChecks().stream().sorted().toList().equals(config.childHealthChecks());
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other);
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
