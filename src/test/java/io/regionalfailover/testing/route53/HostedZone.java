package io.regionalfailover.testing.route53;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One hosted zone: what was accepted, what is in force, what each name server says. */
final class HostedZone {

    private final String id;
    private final String name;
    private final boolean privateZone;
    private final String callerReference;
    private final List<String> nameServerNames;
    private final ChangeLog log;
    private final ChangeLog.View inForce;
    private final List<ChangeLog.View> serverViews = new ArrayList<>();
    private final List<Accepted> journal = new ArrayList<>();
    private ZoneRecords accepted;
    private int handEdits;

    HostedZone(
            String id,
            String name,
            boolean privateZone,
            String callerReference,
            List<String> nameServerNames,
            Instant now) {
        this.id = id;
        this.name = DnsNames.normal(name);
        this.privateZone = privateZone;
        this.callerReference = callerReference;
        this.nameServerNames = List.copyOf(nameServerNames);
        this.accepted = ZoneRecords.initial(this.name, id, nameServerNames);
        this.log = new ChangeLog(accepted, now);
        this.inForce = log.newView();
        nameServerNames.forEach(server -> serverViews.add(log.newView()));
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    boolean isPrivate() {
        return privateZone;
    }

    String callerReference() {
        return callerReference;
    }

    List<String> nameServerNames() {
        return nameServerNames;
    }

    synchronized ZoneRecords accepted() {
        return accepted;
    }

    synchronized ZoneRecords inForce(Instant now) {
        return inForce.at(now, Duration.ZERO);
    }

    synchronized ZoneRecords seenBy(int nameServer, Instant now, Duration lag) {
        return serverViews.get(nameServer).at(now, lag);
    }

    /** Judges a batch and, if the rules accept it, takes it over. */
    synchronized Verdict submit(String changeId, String by, List<Change> changes, Options options, Instant now) {
        Verdict verdict = accepted.judge(changes, options);
        if (verdict instanceof Verdict.Accepted(ZoneRecords after, Map<RecordSetKey, Optional<RecordSet>> delta)) {
            accepted = after;
            log.append(changeId, delta, now, options.inSyncAfter());
            journal.add(new Accepted(now, by, changes));
        }
        return verdict;
    }

    /** Changes record sets past all rules; in force as soon as what was submitted before is. */
    synchronized void editByHand(List<Change> changes, Instant now) {
        Map<RecordSetKey, Optional<RecordSet>> delta = new HashMap<>();
        for (Change change : changes) {
            delta.put(
                    change.set().key(),
                    change.action() == Change.Action.DELETE ? Optional.empty() : Optional.of(change.set()));
        }
        accepted = accepted.with(delta);
        handEdits++;
        log.append("hand-edit-" + handEdits, delta, now, Duration.ZERO);
        journal.add(new Accepted(now, Accepted.HAND, changes));
    }

    /** What was taken over so far, oldest first. */
    synchronized List<Accepted> journal() {
        return List.copyOf(journal);
    }

    synchronized void hold() {
        log.hold();
    }

    synchronized void release(Instant now) {
        log.release(now);
    }

    synchronized Optional<Boolean> isInSync(String changeId, Instant now) {
        return log.isInSync(changeId, now);
    }

    synchronized List<WeightsInForce> history(String recordName, String type, Instant now) {
        return log.history(DnsNames.normal(recordName), type, now);
    }
}
