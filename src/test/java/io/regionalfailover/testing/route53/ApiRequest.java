package io.regionalfailover.testing.route53;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request as the stand-in's API received it.
 *
 * @param at when
 * @param operation what was asked
 * @param accessKeyId who asked; empty when the request was not signed
 * @param zoneId the zone it names, if any
 * @param changes the changes of a batch, otherwise none
 * @param outcome {@code OK}, an error code, or {@code Hang}, {@code RequestLost}, {@code ReplyLost}, {@code HangAfterDone};
 *     {@code Pending} while it is under way
 */
public record ApiRequest(
        Instant at,
        Operation operation,
        String accessKeyId,
        Optional<String> zoneId,
        List<Change> changes,
        String outcome) {

    public ApiRequest {
        changes = List.copyOf(changes);
    }

    /** Tells whether it changed, or tried to change, record sets. */
    public boolean isChange() {
        return operation == Operation.CHANGE_RECORD_SETS;
    }

    ApiRequest ended(String newOutcome) {
        return new ApiRequest(at, operation, accessKeyId, zoneId, changes, newOutcome);
    }

    ApiRequest withChanges(List<Change> parsed) {
        return new ApiRequest(at, operation, accessKeyId, zoneId, parsed, outcome);
    }
}
