package io.regionalfailover.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one call of something costs after it has been compiled.
 *
 * @param nanos that a call takes
 * @param bytes it allocates on the heap
 */
public record Cost(double nanos, double bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 31;

    /** Keeps results from being found useless, and calls with them. */
    private static volatile @Nullable Object sink;

    /**
     * Measures in the calling thread: the median of many rounds, in processor time, which other work on the machine does not
     * lengthen.
     *
     * @param calls of a round; some thousands for what takes microseconds
     */
    public static Cost of(Supplier<?> work, int calls) {
        for (int i = 0; i < ROUNDS / 3; i++) {
            run(work, calls);
        }
        double[] nanos = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long began = THREADS.getCurrentThreadCpuTime();
            run(work, calls);
            nanos[round] = (double) (THREADS.getCurrentThreadCpuTime() - began) / calls;
            bytes[round] = (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / calls;
        }
        Arrays.sort(nanos);
        Arrays.sort(bytes);
        return new Cost(nanos[ROUNDS / 2], bytes[ROUNDS / 2]);
    }

    private static void run(Supplier<?> work, int calls) {
        for (int i = 0; i < calls; i++) {
            sink = work.get();
        }
    }
}
