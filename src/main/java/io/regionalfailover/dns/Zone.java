package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One zone, for all the policies that publish in it: shares reads, gathers writes into few atomic batches, keeps the
 * request budget. Every future completes normally, always on another thread than the caller's; results say what happened.
 */
public interface Zone extends AutoCloseable {
    /** What the zone says of a policy now. Reads of several policies are shared. */
    CompletableFuture<Reading> read(Publication publication);

    /** The same for a policy that only looks whether all is as it was: it waits for up to a second for others that do so, too. */
    CompletableFuture<Reading> readBack(Publication publication);

    /**
     * When a policy is to read back next: for all of them at the same moments.
     *
     * @param after the moment is later than this one
     * @param every how often, above 0
     */
    Instant nextReadBack(Instant after, Duration every);

    /** Publishes a plan. The newest request of an owner takes the place of one that was not sent yet. */
    CompletableFuture<WriteResult> write(WriteRequest request);

    /** Takes back a request of this owner that was not sent yet. */
    void cancel(Owner owner);

    /**
     * Ends the policy's hold on the names of a publication: reads them, and removes what bears its mark. What is not its
     * own stays untouched. With a publication of only those entries that a spec no longer has, it lets go of these.
     *
     * @param publication the names to let go of
     * @param deleteRecords true: its record sets go too; false: they stay as they are and only the fences go
     */
    CompletableFuture<WriteResult> release(Publication publication, boolean deleteRecords);

    /**
     * Removes the policy's own record sets of types that the publication's names no longer have, in one fenced step that
     * leaves everything else as it is. A plan that waits to be written goes before it: then it is superseded.
     */
    CompletableFuture<WriteResult> dropTypes(Publication publication);

    /**
     * When the provider said that the change is in force; asked again, spread over time, until it is. Empty when the
     * provider cannot say: the id is empty, the provider refuses the question, or the zone was closed. Then only
     * {@link #observe} tells. Who cancels it is not asked for.
     */
    CompletableFuture<Optional<Instant>> inForce(String changeId);

    /**
     * Asks every authoritative server of the zone until all show the plan's nonce and an answer whose weight is above 0, or
     * the time given is over.
     *
     * @param names the policy's names
     * @param giveUpAt on the steady clock
     */
    CompletableFuture<Observed> observe(Publication publication, Plan plan, Set<DnsName> names, Instant giveUpAt);

    /**
     * True when the provider publishes by itself, in bounded time: false when it hands record sets on to somebody else, so that
     * only {@link #observe} tells that a change is in force.
     */
    boolean publishesItself();

    /**
     * Asks the zone's recursive resolvers, from now on, until none of them answers with a region that has no weight. Empty
     * when the zone has no resolvers, or the plan leaves no region whose answers could be told from others'. Who cancels it
     * is not asked for.
     */
    CompletableFuture<Turned> turned(Publication publication, Plan plan);

    /** What is known of the zone's velocity ledger: it is read with what policies read, and written with what they write. */
    DrainLedger ledger();

    /** What stands at reserved names, heartbeats above all. Read with what policies read, out of the same budget. */
    CompletableFuture<Texts> texts(Set<DnsName> names);

    /**
     * Writes a heartbeat in the place of the one that was last read or written there. It gives way to the changes of policies,
     * for about 5 s; a newer one takes the place of one that waits.
     *
     * @param name as {@link DnsName#heartbeat} makes it
     * @param text as {@link Heartbeat#text} makes it; anything else is not written
     * @return false when it was not written: something else stands there, the provider did not take it, or a newer one took its
     *     place
     */
    CompletableFuture<Boolean> beat(DnsName name, String text);

    /** What takes regions out without a change of the zone. */
    default ZoneGate gate() {
        return ZoneGate.NONE;
    }

    /**
     * Says whether all is at rest at some names: while it is not, answers are to be kept for a shorter time than is written. Where
     * the provider cannot do that, nothing happens.
     *
     * @param seconds how long then, from 1
     */
    default void shorten(Set<DnsName> names, long seconds, boolean restless) {}

    /** Stops all work; what was not sent is superseded. */
    @Override
    void close();
}
