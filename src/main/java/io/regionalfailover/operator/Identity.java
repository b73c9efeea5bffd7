package io.regionalfailover.operator;

import java.util.Optional;

/**
 * Who this process is.
 *
 * @param vantagePoint its name as a vantage point: the Region it stands in, or its host
 * @param writer how plans name their writer
 * @param namespace the operator's own
 * @param region the Region it stands in, as far as it was told
 */
public record Identity(String vantagePoint, String writer, String namespace, Optional<String> region) {
    /** This machine's name, as far as the environment tells it. */
    static String host() {
        return System.getenv().getOrDefault("HOSTNAME", "local");
    }

    /** @param region the Region this process stands in, as far as it was told */
    static String vantagePoint(Optional<String> region) {
        return region.filter(name -> !name.isEmpty()).orElseGet(Identity::host);
    }
}
