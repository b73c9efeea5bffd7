package io.regionalfailover.peers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The newest that this instance has to say of each policy. Not safe for several threads. */
final class Reports {
    private final Map<String, Said> latest = new TreeMap<>();

    /** @param voidAt a loop that has said nothing new by then does not look any more */
    private record Said(PolicyReport report, Instant voidAt) {}

    void say(PolicyReport report, Instant voidAt) {
        latest.put(report.policy(), new Said(report, voidAt));
    }

    /** The policy is gone; returns whether something was said of it. */
    boolean forget(String policy) {
        return latest.remove(policy) != null;
    }

    Optional<PolicyReport> of(String policy) {
        return Optional.ofNullable(latest.get(policy)).map(Said::report);
    }

    /** The policies that something is said of. */
    Set<String> policies() {
        return latest.keySet();
    }

    /** Takes the votes back of loops that do not look any more; returns what is said instead. */
    List<PolicyReport> withdraw(Instant now) {
        List<PolicyReport> withdrawn = new ArrayList<>();
        latest.replaceAll((policy, said) -> {
            if (!said.voidAt().isBefore(now) || said.report().checks().isEmpty()) {
                return said;
            }
            PolicyReport silent = said.report().withoutVotes();
            withdrawn.add(silent);
            return new Said(silent, said.voidAt());
        });
        return withdrawn;
    }
}
