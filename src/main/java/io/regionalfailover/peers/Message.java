package io.regionalfailover.peers;

import java.util.List;
import java.util.Optional;

/**
 * What one instance tells another: what changed since the message before.
 *
 * @param installation whose zones these are; a message of another one is not listened to
 * @param vantagePoint the Region in which the sender stands
 * @param process 16 hexadecimal characters, drawn at its start: what an earlier process of the same place said ends with it
 * @param sequence rises with every message of the process
 * @param follows the message that this one goes on from; 0 when it begins anew and all that was said before is void
 * @param echo the newest message of the receiver that the sender holds. Clocks of two machines cannot be compared; but what answers
 *     to something is younger than it
 * @param policies those that changed, each in full
 * @param gone {@code namespace/name} of policies that the sender does not have any more
 * @param parcels what else is handed over; it counts whether or not the message follows what is held
 */
record Message(
        String installation,
        String vantagePoint,
        String process,
        long sequence,
        long follows,
        Optional<Echo> echo,
        List<PolicyReport> policies,
        List<String> gone,
        List<Parcel> parcels) {
    Message {
        policies = List.copyOf(policies);
        gone = List.copyOf(gone);
        parcels = List.copyOf(parcels);
    }

    /**
     * A message that was received.
     *
     * @param process who said it
     * @param sequence which one it was
     */
    record Echo(String process, long sequence) {}

    /**
     * What is answered to a message.
     *
     * @param installation of who answers
     * @param vantagePoint where it stands
     * @param process which one it is
     * @param holds the newest message of the asking process that it holds; 0 for none: begin anew
     */
    record Answer(String installation, String vantagePoint, String process, long holds) {}
}
