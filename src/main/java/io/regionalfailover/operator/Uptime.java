package io.regionalfailover.operator;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long ago this machine was started, sleep included, to a hundredth of a second: the first number of {@code /proc/uptime}
 * (proc_uptime(5)). It is asked up to a hundred times a second, and the file stays open for it: to open it each time takes five times as long.
 *
 * <p>Not safe for several threads at once.
 */
final class Uptime implements Supplier<OptionalLong> {
    static final Path LINUX = Path.of("/proc/uptime");

    private static final int LONGEST = 64;

    private final Path path;
    private final byte[] bytes = new byte[LONGEST];
    private @Nullable RandomAccessFile file;

    /** @param path a file like {@link #LINUX}; where there is none, nobody can say */
    Uptime(Path path) {
        this.path = path;
    }

    /** Returns nanoseconds, or nothing where nobody can say. */
    @Override
    public OptionalLong get() {
        try {
            RandomAccessFile open = file;
            if (open == null) {
                open = new RandomAccessFile(path.toFile(), "r");
                file = open;
            }
            open.seek(0);
            int length = Math.max(0, open.read(bytes));
            String text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
            double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
            return OptionalLong.of((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
