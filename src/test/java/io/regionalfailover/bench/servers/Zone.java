package io.regionalfailover.bench.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What all servers answer: a thousand names with an address each. */
final class Zone {
    static final String APEX = "bench.example";
    static final int NAMES = 1_000;
    static final int TTL = 30;

    private static final int QUESTIONS = 10_000;
    /** One in so many questions is about a name that does not exist. */
    private static final int UNKNOWN_ONE_IN = 20;

    private Zone() {}

    static String name(int number) {
        return "app-" + number + "." + APEX;
    }

    static String address(int number, int version) {
        return "198.51." + (100 + version) + "." + (number % 250 + 1);
    }

    /** For servers that read files. */
    static String masterFile() {
        return IntStream.range(0, NAMES)
                .mapToObj(i -> name(i) + ". " + TTL + " IN A " + address(i, 0))
                .collect(Collectors.joining("\n", """
                        $ORIGIN %s.
                        @ 900 IN SOA ns1 hostmaster 1 7200 900 1209600 60
                        @ 3600 IN NS ns1
                        ns1 3600 IN A 192.0.2.53
                        """.formatted(APEX), "\n"));
    }

    /** In dnsperf's form. */
    static List<String> questions() {
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            questions.add(i % UNKNOWN_ONE_IN == 0 ? "no-" + i + "." + APEX + " A" : name(i * 7 % NAMES) + " A");
        }
        return questions;
    }
}
