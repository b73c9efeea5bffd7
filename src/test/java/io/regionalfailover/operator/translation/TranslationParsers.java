package io.regionalfailover.operator.translation;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.testing.fuzz.Parser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The parsers of what stands in specs, which application teams write. */
public final class TranslationParsers {
    private static final Placeholders PLACEHOLDERS =
            new Placeholders(Map.of("region", "us-east-1", "target", "2001:db8::1", "db", "$1\\{region}"));

    private TranslationParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(
                Parser.ofText(
                        "placeholders",
                        List.of("https://{target}/{db}", "up{a=\"{region}\"} ${1}"),
                        TranslationParsers::placeholders),
                Parser.ofText(
                        "host-port", List.of("db.internal:5432", "[2001:db8::1]:53"), TranslationParsers::hostPort),
                Parser.ofText("durations", List.of("1h30m", "500ms", "99999h99999m"), TranslationParsers::durations),
                Parser.ofText("cron", List.of("0 8 * * 1-5", "*/5 1,2 29 2 *"), TranslationParsers::cron));
    }

    private static void placeholders(String text) {
        try {
            require(PLACEHOLDERS.fill("spec.x", text).length() <= text.length() * 20 + 20, "a text that grows");
            PLACEHOLDERS.fillAddress("spec.x", text);
        } catch (RefusedException e) {
            require(e.sentence().startsWith("spec.x"), "a refusal without its field");
        }
        try {
            PLACEHOLDERS.fillQuery("spec.x", text);
        } catch (RefusedException e) {
            require(e.sentence().startsWith("spec.x"), "a refusal without its field");
        }
    }

    private static void hostPort(String text) {
        HostPort.parse(text).ifPresent(found -> {
            require(found.port() >= 1 && found.port() <= 65_535 && !found.host().isEmpty(), "port " + found.port());
            String again = (found.host().contains(":") ? "[" + found.host() + "]" : found.host()) + ":" + found.port();
            require(HostPort.parse(again).map(found::equals).orElse(false), "not read back");
        });
    }

    private static void durations(String text) {
        try {
            Duration found = Durations.parse(text);
            require(!found.isNegative() && found.toHours() <= 4 * 99_999, "a duration of " + found);
        } catch (IllegalArgumentException e) {
            // Refused as declared.
        }
    }

    private static void cron(String text) {
        try {
            WindowSchedule window = WindowSchedule.of("spec.x", text, "Europe/Berlin", Duration.ofHours(1), "");
            Instant now = Instant.parse("2026-11-24T12:00:00Z");
            window.openUntil(now).ifPresent(until -> require(until.isAfter(now), "open until the past"));
        } catch (RefusedException e) {
            require(e.sentence().startsWith("spec.x"), "a refusal without its field");
        }
    }
}
