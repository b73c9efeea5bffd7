package io.regionalfailover.dns;

import io.regionalfailover.dns.Batcher.Candidate;
import io.regionalfailover.dns.ChangeSet.Intent;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.WriteQueue.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the provider's answer to a batch means for each of its policies.
 *
 * @param results of those that are done
 * @param again those that the answer does not speak of: they go again at once
 * @param unknown those that must be looked for in the zone
 */
record Aftermath(List<Done> results, List<Entry> again, List<Entry> unknown) {
    /** How long a policy waits whose own changes were refused; sent again they would be refused again. */
    static final Duration REFUSED_WAIT = Duration.ofSeconds(30);

    /**
     * A policy's write is done.
     *
     * @param entry which
     * @param result what it came to
     */
    record Done(Entry entry, WriteResult result) {}

    static Aftermath of(List<Entry> batch, ApplyResult answer, Instant now, Instant retryAt) {
        return switch (answer) {
            case ApplyResult.Applied(String changeId) -> applied(batch, changeId, now);
            case ApplyResult.Fenced(Set<DnsName> names, String message) ->
                split(batch, names, new WriteResult.Fenced(message));
            case ApplyResult.Refused(Set<DnsName> names, String message) ->
                split(batch, names, new WriteResult.Failed(Failure.REFUSED, message, retryAt));
            case ApplyResult.Throttled(String message, boolean ignored) ->
                all(batch, new WriteResult.Failed(Failure.THROTTLED, message, retryAt));
            case ApplyResult.Unreachable(String message) ->
                all(batch, new WriteResult.Failed(Failure.UNREACHABLE, message, retryAt));
            case ApplyResult.OutcomeUnknown ignored -> new Aftermath(List.of(), List.of(), batch);
        };
    }

    /** True when the provider works, and whatever went wrong is the matter of some policies. */
    static boolean concernsSomeOnly(ApplyResult answer) {
        return switch (answer) {
            case ApplyResult.Applied ignored -> true;
            case ApplyResult.Fenced ignored -> true;
            case ApplyResult.Refused refused -> !refused.names().isEmpty();
            case ApplyResult.Throttled ignored -> false;
            case ApplyResult.Unreachable ignored -> false;
            case ApplyResult.OutcomeUnknown ignored -> false;
        };
    }

    /** As metrics name it. */
    static String outcome(ApplyResult answer) {
        return switch (answer) {
            case ApplyResult.Applied ignored -> "ok";
            case ApplyResult.Fenced ignored -> "fenced";
            case ApplyResult.OutcomeUnknown ignored -> "unknown";
            case ApplyResult.Throttled ignored -> Failure.THROTTLED.outcome();
            case ApplyResult.Refused ignored -> Failure.REFUSED.outcome();
            case ApplyResult.Unreachable ignored -> Failure.UNREACHABLE.outcome();
        };
    }

    /** What a write comes to that waited while another of its policy was applied. */
    static WriteResult overtaken() {
        return new WriteResult.Fenced(
                "Another plan of this policy was written meanwhile; the zone is no longer what this one believes.");
    }

    /**
     * What the zone says of a write whose reply was lost. If the zone is still what the write believed, it was not made so
     * far; should it arrive yet, its fence makes it all or nothing.
     */
    static WriteResult found(Entry entry, NameSets there, Instant now) {
        ChangeSet changes = entry.changes();
        if (changes.intent().writesPlan()) {
            boolean own = Found.of(changes.owner(), changes.names(), there).fences().stream()
                    .anyMatch(fence -> fence.fence()
                            .filter(said -> said.nonce().equals(changes.nonce()))
                            .isPresent());
            if (own && Interpreter.interpret(entry.publication(), there) instanceof Reading.Owned owned) {
                return new WriteResult.Applied("", now, owned);
            }
        } else if (stillToDo(entry, there) instanceof ChangePlanner.Planned.Nothing) {
            return new WriteResult.Released("");
        }
        return same(entry, there)
                ? new WriteResult.Unanswered("The reply was lost, and the zone does not show the change.", now)
                : new WriteResult.Fenced("The reply was lost, and the zone shows somebody else's change.");
    }

    /** What a release would still have to do. */
    private static ChangePlanner.Planned stillToDo(Entry entry, NameSets there) {
        return entry.changes().intent() == Intent.DROP_TYPES
                ? ChangePlanner.dropTypes(entry.publication(), there)
                : ChangePlanner.release(
                        entry.publication(), there, entry.changes().intent() == Intent.RELEASE_RECORDS);
    }

    private static boolean same(Entry entry, NameSets there) {
        return entry.changes().names().stream()
                .allMatch(name -> Set.copyOf(entry.basis().at(name)).equals(Set.copyOf(there.at(name)))
                        && Set.copyOf(entry.basis().at(name.fence())).equals(Set.copyOf(there.at(name.fence()))));
    }

    private static Aftermath applied(List<Entry> batch, String changeId, Instant now) {
        List<Done> results = new ArrayList<>();
        for (Entry entry : batch) {
            NameSets after = after(entry);
            WriteResult result = !entry.changes().intent().writesPlan()
                    ? new WriteResult.Released(changeId)
                    : Interpreter.interpret(entry.publication(), after) instanceof Reading.Owned owned
                            ? new WriteResult.Applied(changeId, now, owned)
                            : new WriteResult.Fenced("The zone holds what this policy cannot read back.");
            results.add(new Done(entry, result));
        }
        return new Aftermath(results, List.of(), List.of());
    }

    /** What was read, and then changed. */
    private static NameSets after(Entry entry) {
        Map<DnsName, List<RecordSet>> byName = new HashMap<>();
        entry.basis().byName().forEach((name, sets) -> byName.put(name, new ArrayList<>(sets)));
        for (Change change : entry.changes().changes()) {
            List<RecordSet> sets = byName.computeIfAbsent(change.set().name(), name -> new ArrayList<>());
            switch (change.action()) {
                case DELETE -> sets.remove(change.set());
                case CREATE -> sets.add(change.set());
            }
        }
        return new NameSets(byName);
    }

    private static Aftermath split(List<Entry> batch, Set<DnsName> names, WriteResult named) {
        Set<Candidate> rest = Collections.newSetFromMap(new IdentityHashMap<>());
        rest.addAll(Batcher.untouched(batch.stream().map(Entry::candidate).toList(), names));
        List<Done> results = new ArrayList<>();
        List<Entry> again = new ArrayList<>();
        for (Entry entry : batch) {
            if (rest.contains(entry.candidate())) {
                again.add(entry);
            } else {
                results.add(new Done(entry, named));
            }
        }
        return new Aftermath(results, again, List.of());
    }

    private static Aftermath all(List<Entry> batch, WriteResult result) {
        List<Done> results = new ArrayList<>();
        batch.forEach(entry -> results.add(new Done(entry, result)));
        return new Aftermath(results, List.of(), List.of());
    }
}
