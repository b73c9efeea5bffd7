package io.regionalfailover.operator.orders;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The orders that drills give: one keeps the policy away from the region, and one brings it back. For several threads. */
public final class DrillOrders {
    private final OrderBook book;
    private final OrderKeeping keeping;
    private final Consumer<String> end;
    private final Consumer<Consumer<ResourceID>> listen;

    /**
     * How far the policy is.
     *
     * @param stand what is published; empty while nothing was reported
     * @param over why the order has ended, where it has: for one that brings back, what it was done with
     */
    public record Progress(Optional<Stand> stand, Optional<String> over) {}

    /**
     * @param end takes the name of an order that ends
     * @param listen takes who is told of drills whose policy got further
     */
    DrillOrders(OrderBook book, OrderKeeping keeping, Consumer<String> end, Consumer<Consumer<ResourceID>> listen) {
        this.book = book;
        this.keeping = keeping;
        this.end = end;
        this.listen = listen;
    }

    /** Who is told of a drill whose policy got further. */
    public void tell(Consumer<ResourceID> drill) {
        listen.accept(drill);
    }

    /** Whether what earlier processes began is known. */
    public boolean isComplete() {
        return book.isComplete();
    }

    /**
     * The policy leaves the region.
     *
     * @param startedAt when the run began, wall clock
     * @param until when it ends by itself, wall clock
     * @return why it must not, in a sentence; empty when it does
     */
    public Optional<String> leave(FailoverDrill drill, Instant startedAt, Instant until) {
        return keeping.admit(Asked.of(drill, startedAt, until), until);
    }

    /**
     * The policy returns, and leaves it no more.
     *
     * @param atOnce true: without cooldown and in one step
     * @param until when that is given up, wall clock
     */
    public void bringBack(FailoverDrill drill, boolean atOnce, Instant since, Instant until) {
        book.place(Asked.back(drill, atOnce, since, until), until);
        end.accept(Asked.nameOf(drill));
    }

    /** Nothing is asked for any more. */
    public void end(FailoverDrill drill) {
        end.accept(Asked.nameOf(drill));
        end.accept(Asked.nameOfReturn(drill));
    }

    /** Whether it was told to leave, and that has not ended. */
    public boolean isLeaving(FailoverDrill drill) {
        return book.has(Asked.nameOf(drill));
    }

    /** Whether it was told anything that has not ended. */
    public boolean isTold(FailoverDrill drill) {
        return isLeaving(drill) || book.has(Asked.nameOfReturn(drill));
    }

    /** How far the policy's leaving is; empty when the policy is not carried out here. */
    public Optional<Progress> leaving(FailoverDrill drill) {
        return progress(Asked.nameOf(drill));
    }

    /** How far the policy's return is; likewise. */
    public Optional<Progress> returning(FailoverDrill drill) {
        return progress(Asked.nameOfReturn(drill));
    }

    private Optional<Progress> progress(String name) {
        return book.progress(name).stream().findFirst().map(there -> new Progress(there.stand(), there.over()));
    }
}
