package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process has used up to a moment.
 *
 * @param nanos of a clock that only goes on
 * @param cpuSeconds of all its threads
 * @param residentMb memory now
 */
record Usage(long nanos, double cpuSeconds, double residentMb) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+)");
    private static final double TICKS_PER_SECOND = 100;

    static Usage of(long pid) {
        try {
            Path proc = Path.of("/proc", String.valueOf(pid));
            String stat = Files.readString(proc.resolve("stat"));
            // The name in parentheses may hold blanks.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            Matcher resident = RESIDENT.matcher(Files.readString(proc.resolve("status")));
            double kb = resident.find() ? Double.parseDouble(resident.group(1)) : 0;
            return new Usage(System.nanoTime(), ticks / TICKS_PER_SECOND, kb / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Usage of(OperatorProcess operator) {
        return of(operator.pid());
    }

    /** Processor time that a process's compilers have used, in seconds. Threads of theirs that have ended are not in it. */
    static double ofCompilers(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.mapToLong(Usage::compilerNanos).sum() / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long compilerNanos(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).contains("CompilerThre")
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ")[0])
                    : 0;
        } catch (IOException e) {
            // It has ended since it was listed.
            return 0;
        }
    }

    /** Processor time from an earlier moment on. */
    double cpuSecondsSince(Usage earlier) {
        return cpuSeconds - earlier.cpuSeconds;
    }

    /** Cores in use on average from an earlier moment on. */
    double coresSince(Usage earlier) {
        return cpuSecondsSince(earlier) / secondsSince(earlier);
    }

    double secondsSince(Usage earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }
}
