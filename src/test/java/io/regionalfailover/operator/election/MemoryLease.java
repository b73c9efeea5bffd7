package io.regionalfailover.operator.election;

import java.util.Optional;

/** A Lease in memory, with an API server's rule that a write names the version it was made from. It can be away. */
final class MemoryLease implements LeaseStore {
    private Optional<Held> lease = Optional.empty();
    private boolean away;
    private int version;

    void away(boolean isAway) {
        away = isAway;
    }

    String holder() {
        return lease.map(Held::holder).orElse("nobody");
    }

    int version() {
        return version;
    }

    @Override
    public Read read() {
        if (away) {
            return new Unreachable("away");
        }
        return lease.isPresent() ? lease.get() : new Missing();
    }

    @Override
    public Write create(String holder) {
        return lease.isPresent() ? Write.OUTDATED : put(holder);
    }

    @Override
    public Write write(String holder, Held before) {
        return lease.filter(before::equals).isPresent() ? put(holder) : Write.OUTDATED;
    }

    private Write put(String holder) {
        if (away) {
            return Write.UNKNOWN;
        }
        version++;
        lease = Optional.of(new Held(holder, "renewal " + version, String.valueOf(version)));
        return Write.DONE;
    }

    @Override
    public void close() {}
}
