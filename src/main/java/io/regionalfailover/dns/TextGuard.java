package io.regionalfailover.dns;

import io.regionalfailover.dns.Change.Action;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The last look at an exchange of texts at a reserved name, as {@link FinalGuard} looks at a policy's changes: one plain text of
 * ours takes the place of one that was read, or of none.
 */
final class TextGuard {
    private TextGuard() {}

    /**
     * A sentence on the first thing that is wrong; empty when the changes may be sent.
     *
     * @param name where the text stands
     * @param read what was read there
     * @param ours tells our own texts
     */
    static Optional<String> refuses(
            DnsName apex, DnsName name, Optional<RecordSet> read, List<Change> changes, Predicate<String> ours) {
        List<Action> expected = read.isPresent() ? List.of(Action.DELETE, Action.CREATE) : List.of(Action.CREATE);
        if (!name.isWithin(apex) || !name.isReserved()) {
            return refused(name + " is no reserved name of the zone " + apex);
        }
        if (!changes.stream().map(Change::action).toList().equals(expected)) {
            return refused("the text of " + name + " is not exchanged in one step");
        }
        if (read.isPresent() && !changes.getFirst().set().equals(read.get())) {
            return refused("what is deleted at " + name + " was not read");
        }
        for (Change change : changes) {
            boolean own = change.set().name().equals(name)
                    && ReservedText.of(change.set()).filter(ours).isPresent();
            if (!own) {
                return refused(change.set().name() + " " + change.set().type() + " is not a text of ours");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> refused(String wrong) {
        return Optional.of("Refused by the writer's own guard, nothing is changed: " + wrong);
    }
}
