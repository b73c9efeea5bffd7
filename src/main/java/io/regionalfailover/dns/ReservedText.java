package io.regionalfailover.dns;

import io.regionalfailover.dns.Change.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One plain TXT record set of one text, at a name that nobody but us has a use for. */
final class ReservedText {
    /** Nothing rests on it: whoever wants to know asks the provider. */
    private static final long TTL_SECONDS = 60;

    private ReservedText() {}

    /** @param text printable ASCII without quotes and backslashes */
    static RecordSet set(DnsName name, String text) {
        return RecordSet.plain(name, "TXT", TTL_SECONDS, List.of(TxtValue.quote(text)));
    }

    /** What a set says; empty when it is anything but one plain text. */
    static Optional<String> of(RecordSet set) {
        boolean plain = set.type().equals("TXT")
                && set.setIdentifier().isEmpty()
                && set.foreignRouting().isEmpty()
                && set.values().size() == 1;
        return plain ? TxtValue.unquote(set.values().getFirst()) : Optional.empty();
    }

    /** What stands at a name: its text where that is all; else values as they are written, which begin with a quote. */
    static Optional<String> shown(List<RecordSet> there) {
        if (there.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> text = there.size() == 1 ? of(there.getFirst()) : Optional.empty();
        return text.or(() -> Optional.of(there.stream()
                .map(set -> "\"" + set.type() + "\" " + String.join(" ", set.values()))
                .reduce((some, other) -> some + " " + other)
                .orElse("")));
    }

    /** Compare and swap: what was read goes, just as it was read, and the next takes its place. */
    static List<Change> swap(Optional<RecordSet> read, RecordSet next) {
        List<Change> changes = new ArrayList<>();
        read.ifPresent(set -> changes.add(new Change(Action.DELETE, set)));
        changes.add(new Change(Action.CREATE, next));
        return changes;
    }
}
