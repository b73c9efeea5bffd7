package io.regionalfailover.peers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one vantage point has said. A newer process of the same place takes the place of an older one for good; within a process
 * only what follows on from the last message, or begins anew, is taken. Not safe for several threads.
 */
final class Inbox {
    private static final int REMEMBERED_PROCESSES = 16;

    /** More policies than this of one peer are not kept. */
    private static final int MOST_POLICIES = 20_000;

    private final Map<String, PolicyReport> reports = new HashMap<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private String process = "";
    private long holds;
    private Instant heardAt = Instant.MIN;
    private Instant provenAt = Instant.MIN;

    /**
     * Takes in a message.
     *
     * @param provenAt when this process said the newest thing that the message answers to: the message is younger; empty when
     *     it answers to nothing of this process
     * @return the policies of which something changed; empty as a whole when the message was not taken
     */
    Optional<Collection<String>> take(Message message, Instant now, Optional<Instant> proof) {
        if (ended.contains(message.process())) {
            return Optional.empty();
        }
        boolean begins = message.follows() == 0;
        boolean known = message.process().equals(process);
        if (known ? message.sequence() <= holds || (!begins && message.follows() != holds) : !begins) {
            return Optional.empty();
        }
        Set<String> changed = new LinkedHashSet<>();
        if (!known) {
            retire();
            process = message.process();
        }
        if (begins) {
            changed.addAll(reports.keySet());
            reports.clear();
        }
        holds = message.sequence();
        heardAt = now;
        proof.filter(at -> at.isAfter(provenAt)).ifPresent(at -> provenAt = at);
        for (PolicyReport report : message.policies()) {
            if (reports.size() < MOST_POLICIES || reports.containsKey(report.policy())) {
                reports.put(report.policy(), report);
                changed.add(report.policy());
            }
        }
        for (String gone : message.gone()) {
            reports.remove(gone);
            changed.add(gone);
        }
        return Optional.of(changed);
    }

    private void retire() {
        if (!process.isEmpty()) {
            ended.add(process);
            if (ended.size() > REMEMBERED_PROCESSES) {
                ended.remove(ended.iterator().next());
            }
        }
        provenAt = Instant.MIN;
    }

    /** The newest message held of a process; 0 for none. */
    long holds(String of) {
        return of.equals(process) ? holds : 0;
    }

    /** The newest message held, to be named to who said it; empty before the first. */
    Optional<Message.Echo> echo() {
        return process.isEmpty() ? Optional.empty() : Optional.of(new Message.Echo(process, holds));
    }

    /** When something was received last. */
    Instant heardAt() {
        return heardAt;
    }

    /** What is held is not older than this. */
    Instant provenAt() {
        return provenAt;
    }

    Optional<PolicyReport> report(String policy) {
        return Optional.ofNullable(reports.get(policy));
    }

    /** The policies that something is held of. */
    List<String> policies() {
        return new ArrayList<>(reports.keySet());
    }
}
