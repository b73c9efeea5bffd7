package io.regionalfailover.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Tries a Prometheus probe once. A Prometheus that does not answer says nothing about what it watches. */
final class PrometheusAttempt {

    /** The longest answer that is read: some thousand samples, where a check needs a few. */
    private static final int MAX_BODY = 256 * 1024;

    /** Shorter words stand in many a sentence by chance. */
    private static final int SHORTEST_SECRET = 4;

    /** What stands before credentials (RFC 9110, 11.4) and is none. */
    private static final Set<String> SCHEMES = Set.of("basic", "bearer", "digest", "negotiate", "token");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpAttempt http;

    PrometheusAttempt(HttpAttempt http) {
        this.http = http;
    }

    ProbeResult run(PrometheusProbe probe, Deadline deadline) {
        HttpAttempt.Answer answer;
        try {
            answer = http.fetch(probe.request(), deadline, MAX_BODY + 1);
        } catch (AttemptFailed e) {
            return ProbeResult.unknown(
                    "Prometheus did not answer: " + e.result().message());
        }
        return judge(probe, answer);
    }

    /** What an answer, whatever it is, says about the query. */
    static ProbeResult judge(PrometheusProbe probe, HttpAttempt.Answer answer) {
        if (answer.body().length > MAX_BODY) {
            return ProbeResult.unknown("Prometheus answers with more than 256 KiB: aggregate in the query");
        }
        JsonNode document;
        try {
            document = JSON.readTree(answer.body());
        } catch (IOException e) {
            // No JSON; or text in another encoding than the API's, which is not what it says it is either.
            document = JSON.missingNode();
        }
        String error = document.path("error").asText("");
        if (answer.status() / 100 != 2 || !error.isEmpty()) {
            String words = document.path("errorType").asText("error") + ": " + error;
            return ProbeResult.unknown(
                    "Prometheus answers HTTP " + answer.status() + (error.isEmpty() ? "" : ", " + shown(probe, words)));
        }
        if (!document.path("status").asText("").equals("success")) {
            return ProbeResult.unknown("the answer is not one of Prometheus' API");
        }
        return judge(probe, document.path("data"));
    }

    /** A server's words, unless they cite what was sent to it in confidence: servers and proxies do when they refuse it. */
    private static String shown(PrometheusProbe probe, String words) {
        boolean cites = probe.request().headers().values().stream()
                .flatMap(value -> confidences(value).stream())
                .anyMatch(words::contains);
        return cites ? "with words that cite a header's value and are left out" : words;
    }

    /** What of a header's value may not be shown: its words, and what they say if they are base64 (RFC 7617). */
    private static List<String> confidences(String value) {
        List<String> confidences = new ArrayList<>();
        for (String word : value.split("[\\s,;]+", -1)) {
            confidences.add(word);
            try {
                String plain = new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
                confidences.addAll(Arrays.asList(plain.split(":", 2)));
            } catch (IllegalArgumentException e) {
                // It says nothing else than what it is.
            }
        }
        confidences.removeIf(
                word -> word.length() < SHORTEST_SECRET || SCHEMES.contains(word.toLowerCase(Locale.ROOT)));
        return confidences;
    }

    private static ProbeResult judge(PrometheusProbe probe, JsonNode data) {
        String type = data.path("resultType").asText("none");
        List<JsonNode> samples = new ArrayList<>();
        switch (type) {
            case "scalar" -> samples.add(data.path("result"));
            case "vector" -> data.path("result").forEach(sample -> samples.add(sample.path("value")));
            default -> {
                return ProbeResult.unknown(
                        "the result is of type " + shown(probe, type) + ": a scalar or a vector is allowed");
            }
        }
        if (samples.isEmpty()) {
            return ProbeResult.unknown("the query has no data");
        }
        int unreadable = 0;
        for (JsonNode sample : samples) {
            OptionalDouble value = number(sample.path(1));
            if (value.isEmpty()) {
                unreadable++;
            } else if (probe.failWhen().holds(value.getAsDouble(), probe.threshold())) {
                return ProbeResult.failing("value " + sample.path(1).asText() + " is "
                        + probe.failWhen().sign() + " " + text(probe.threshold())
                        + (samples.size() == 1 ? "" : " (one of " + samples.size() + " samples)"));
            }
        }
        return unreadable == 0
                ? ProbeResult.PASSING
                : ProbeResult.unknown("the query's value is not a number"
                        + (samples.size() == 1 ? "" : " (" + unreadable + " of " + samples.size() + " samples)"));
    }

    /** A value as Prometheus writes it; empty for NaN and for what is no float, such as a histogram. */
    private static OptionalDouble number(JsonNode value) {
        if (!value.isTextual()) {
            return OptionalDouble.empty();
        }
        return switch (value.asText()) {
            case "+Inf", "Inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            case "NaN" -> OptionalDouble.empty();
            default -> parsed(value.asText());
        };
    }

    private static OptionalDouble parsed(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static String text(double threshold) {
        String text = Double.toString(threshold);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
