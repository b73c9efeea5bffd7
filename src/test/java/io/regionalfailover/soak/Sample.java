package io.regionalfailover.soak;

import java.util.List;
import java.util.Locale;

/**
 * What was seen of the operator at one moment. Counts are since its start.
 *
 * @param second since the start of the run
 * @param rssMb resident memory
 * @param heapMb heap in use right after a full collection
 * @param threads of the platform
 * @param files open file descriptors
 * @param cpuSeconds used
 * @param reconciles of policies
 * @param probes that ended
 * @param dnsRequests to the provider
 * @param applied those of them that changed a zone
 * @param policies that stood at the API server
 * @param live whether it said that it is alive
 */
record Sample(
        long second,
        double rssMb,
        double heapMb,
        int threads,
        int files,
        double cpuSeconds,
        long reconciles,
        long probes,
        long dnsRequests,
        long applied,
        int policies,
        boolean live) {
    static final String HEADER =
            "second,rss_mb,heap_after_gc_mb,threads,file_descriptors,cpu_seconds,reconciles,probes,dns_requests,"
                    + "dns_changes,policies,live";

    String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%.1f,%.1f,%d,%d,%.1f,%d,%d,%d,%d,%d,%b",
                second,
                rssMb,
                heapMb,
                threads,
                files,
                cpuSeconds,
                reconciles,
                probes,
                dnsRequests,
                applied,
                policies,
                live);
    }

    /** Heap after a collection over hours, of the second half. */
    static Trend heapTrend(List<Sample> samples) {
        return Trend.of(samples.subList(samples.size() / 2, samples.size()).stream()
                .map(sample -> new Trend.Point(sample.second() / 3600.0, sample.heapMb()))
                .toList());
    }
}
