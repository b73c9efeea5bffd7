package io.regionalfailover.testing.route53;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The faults that wait for requests to come. Those for a chosen request go before those for the next ones, and these before
 * those for all.
 */
public final class Faults {

    private final Map<Operation, Deque<Fault>> next = new EnumMap<>(Operation.class);
    private final Map<Predicate<ApiRequest>, Fault> chosen = new LinkedHashMap<>();
    private final Map<Operation, Fault> standing = new EnumMap<>(Operation.class);

    Faults() {}

    /**
     * Lets the next requests of an operation meet a fault, after the ones that were asked for before.
     *
     * @param operation which requests
     * @param times how many
     * @param fault what happens to them
     */
    public synchronized void next(Operation operation, int times, Fault fault) {
        Deque<Fault> queue = next.computeIfAbsent(operation, none -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    /**
     * Lets the next request of an operation meet a fault.
     *
     * @param operation which request
     * @param fault what happens to it
     */
    public void next(Operation operation, Fault fault) {
        next(operation, 1, fault);
    }

    /**
     * Lets the next request that is so meet a fault.
     *
     * @param which tells it by what is known before it is carried out: its changes are not
     * @param fault what happens to it
     */
    public synchronized void next(Predicate<ApiRequest> which, Fault fault) {
        chosen.put(which, fault);
    }

    /**
     * Lets every request of an operation meet a fault until {@link #clear}.
     *
     * @param operation which requests
     * @param fault what happens to them
     */
    public synchronized void always(Operation operation, Fault fault) {
        standing.put(operation, fault);
    }

    /**
     * Lets every request meet a fault until {@link #clear}.
     *
     * @param fault what happens to them
     */
    public synchronized void always(Fault fault) {
        for (Operation operation : Operation.values()) {
            standing.put(operation, fault);
        }
    }

    /** Forgets every fault. Requests that hang go on hanging. */
    public synchronized void clear() {
        chosen.clear();
        next.clear();
        standing.clear();
    }

    synchronized Optional<Fault> take(ApiRequest request) {
        Optional<Predicate<ApiRequest>> choice =
                chosen.keySet().stream().filter(which -> which.test(request)).findFirst();
        if (choice.isPresent()) {
            return Optional.ofNullable(chosen.remove(choice.get()));
        }
        Deque<Fault> queue = next.get(request.operation());
        if (queue != null && !queue.isEmpty()) {
            return Optional.of(queue.remove());
        }
        return Optional.ofNullable(standing.get(request.operation()));
    }
}
