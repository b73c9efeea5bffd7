package io.regionalfailover.simulation;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened: a number that differs when anything does, and lines for a person when they are asked for. */
final class Trace {
    private final VirtualTime time;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private long hash = 1;

    Trace(VirtualTime time, boolean kept) {
        this.time = time;
        this.kept = kept;
    }

    void note(Supplier<String> line) {
        String text = line.get();
        mix(text.hashCode(), 0, 0, time.nanos());
        if (kept) {
            Duration at = Duration.ofNanos(time.nanos());
            lines.add(String.format("%02d:%02d.%03d %s", at.toMinutes(), at.toSecondsPart(), at.toMillisPart(), text));
        }
    }

    void mix(int one, int two, int three, long nanos) {
        hash = (hash * 31 + one) * 31 + two;
        hash = ((hash * 31 + three) * 31 + nanos) * 0x9E3779B97F4A7C15L;
    }

    long hash() {
        return hash;
    }

    List<String> lines() {
        return lines;
    }
}
