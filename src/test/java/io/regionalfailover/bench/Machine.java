package io.regionalfailover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What figures were measured on.
 *
 * @param processor its model
 * @param cores that this process may use
 * @param memoryMb of the whole machine
 * @param load how many tasks wanted a core in the last minute, before anything was measured
 * @param kernel its version
 * @param java the JDK's version
 * @param version the operator's commit
 */
record Machine(String processor, int cores, long memoryMb, double load, String kernel, String java, String version) {

    static Machine here() {
        return new Machine(
                after("model name", read("/proc/cpuinfo"), "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(after("MemTotal", read("/proc/meminfo"), "0 kB").split(" ")[0]) / 1024,
                Double.parseDouble(read("/proc/loadavg").split(" ")[0]),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("bench.commit", "unknown"));
    }

    /** For the line above the table. */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %,d MB, load %.1f before it began; %s; %s; commit %s",
                processor,
                cores,
                memoryMb,
                load,
                kernel,
                java,
                version);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String after(String key, String text, String otherwise) {
        return text.lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
