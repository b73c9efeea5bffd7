package io.regionalfailover.operator.policy;

import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.Reading;

/** Puts the spec's field in front of the sentence on what stands in a policy's way. */
final class ConflictField {
    private ConflictField() {}

    /** @param publication whose entries are in the order of {@code spec.dns.records} */
    static Reading named(Reading reading, Publication publication) {
        if (!(reading instanceof Reading.Conflict conflict)) {
            return reading;
        }
        for (int i = 0; i < publication.entries().size(); i++) {
            if (publication.entries().get(i).name().equals(conflict.name())) {
                return new Reading.Conflict(conflict.name(), "spec.dns.records[" + i + "].name: " + conflict.message());
            }
        }
        return conflict;
    }
}
