package io.regionalfailover.operator.translation;

import static java.util.Objects.requireNonNullElse;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.regionalfailover.api.v1alpha1.BlockedWindowSpec;
import io.regionalfailover.api.v1alpha1.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recurring window in which something does not happen, or in which alone it may.
 *
 * @param times when it opens
 * @param zone in which the times are meant
 * @param duration how long it stays open
 * @param reason for a person
 */
public record WindowSchedule(ExecutionTime times, ZoneId zone, Duration duration, String reason) {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /** Where the search for a first opening begins: one that is in vain takes long, and each decision would search again. */
    private static final ZonedDateTime ANY_TIME = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /**
     * A schedule from its written form.
     *
     * @param field path of the window in the spec, for the error
     * @throws RefusedException when cron expression or time zone cannot be read, or the window never opens
     */
    static WindowSchedule of(String field, String cron, String timeZone, Duration duration, String reason) {
        WindowSchedule window;
        try {
            window = new WindowSchedule(
                    ExecutionTime.forCron(PARSER.parse(cron)), ZoneId.of(timeZone), duration, reason);
        } catch (DateTimeException e) {
            throw new RefusedException(
                    field + ".timeZone",
                    "\"" + timeZone + "\"",
                    "is not a time zone; a name of the IANA database such as \"Europe/Berlin\" is allowed");
        } catch (RuntimeException e) {
            // What the parser cannot read it does not always refuse: some texts lead it beyond its own arrays.
            throw new RefusedException(
                    field + ".cron",
                    "\"" + cron + "\"",
                    "is not a cron expression of five fields (minute hour day-of-month month day-of-week), such as"
                            + " \"0 8 * * 1-5\"");
        }
        if (window.times().nextExecution(ANY_TIME).isEmpty()) {
            throw new RefusedException(
                    field + ".cron",
                    "\"" + cron + "\"",
                    "never comes: its months do not have that many days; one that comes at least every few years is allowed");
        }
        return window;
    }

    /**
     * Blocked windows from their written form.
     *
     * @param field path of their list in the spec, for the error
     * @throws RefusedException as for one
     */
    static List<WindowSchedule> of(String field, List<BlockedWindowSpec> specs) {
        List<WindowSchedule> windows = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            BlockedWindowSpec window = specs.get(i);
            windows.add(of(
                    field + "[" + i + "]",
                    window.cron(),
                    window.timeZone(),
                    Durations.parse(window.duration()),
                    requireNonNullElse(window.reason(), "blocked window")));
        }
        return windows;
    }

    /** When it opens next after this wall-clock time. */
    public Optional<Instant> nextAfter(Instant wallClock) {
        return times.nextExecution(wallClock.atZone(zone)).map(ZonedDateTime::toInstant);
    }

    /** When the window that is open at this wall-clock time closes; empty when none is open. */
    public Optional<Instant> openUntil(Instant wallClock) {
        ZonedDateTime here = wallClock.atZone(zone);
        return times.lastExecution(here.plusNanos(1))
                .map(opened -> opened.plus(duration))
                .filter(here::isBefore)
                .map(ZonedDateTime::toInstant);
    }
}
