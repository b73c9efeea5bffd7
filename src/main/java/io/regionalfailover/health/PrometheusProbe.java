package io.regionalfailover.health;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instant query to Prometheus. Fails when a value of the answer matches, passes when there are values and none does; in
 * every other case nobody can tell.
 *
 * @param request what is asked, and how
 * @param failWhen how a value that fails compares with the threshold
 * @param threshold a finite number
 */
public record PrometheusProbe(HttpProbe request, Comparison failWhen, double threshold) implements ProbeTarget {

    /** How two numbers compare. */
    public enum Comparison {
        GREATER_THAN(">"),
        GREATER_THAN_OR_EQUAL(">="),
        LESS_THAN("<"),
        LESS_THAN_OR_EQUAL("<="),
        EQUAL("=="),
        NOT_EQUAL("!=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** As PromQL writes it. */
        String sign() {
            return sign;
        }

        boolean holds(double value, double other) {
            return switch (this) {
                case GREATER_THAN -> value > other;
                case GREATER_THAN_OR_EQUAL -> value >= other;
                case LESS_THAN -> value < other;
                case LESS_THAN_OR_EQUAL -> value <= other;
                case EQUAL -> value == other;
                case NOT_EQUAL -> value != other;
            };
        }
    }

    /** @throws IllegalArgumentException when the threshold is no number */
    public PrometheusProbe {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("threshold " + threshold + " is not a finite number");
        }
    }

    /**
     * A query at a server.
     *
     * @param base what stands before {@code /api/v1/query}, absolute, without query
     * @param query PromQL
     * @param headers further request headers; their values may be secret and are never shown
     * @param tls how the server's certificate is judged; its {@code serverName} is not used
     * @throws IllegalArgumentException naming the part that cannot be sent, and what is allowed
     */
    public static PrometheusProbe of(
            URI base, String query, Comparison failWhen, double threshold, Map<String, String> headers, Tls tls) {
        String text = base.toString();
        String root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        URI url = URI.create(root + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        HttpProbe request = new HttpProbe(
                url,
                Optional.empty(),
                "GET",
                List.of(),
                Optional.empty(),
                headers,
                tls.insecureSkipVerify(),
                tls.caPem());
        return new PrometheusProbe(request, failWhen, threshold);
    }

    @Override
    public String kind() {
        return "prometheus";
    }
}
