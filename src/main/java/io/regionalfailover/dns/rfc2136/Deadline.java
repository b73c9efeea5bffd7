package io.regionalfailover.dns.rfc2136;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * When an exchange has to be over. Then its connection is closed under it: whoever sends a byte now and then, or takes none, is
 * never silent for long and would hold it for ever.
 */
final class Deadline implements AutoCloseable {
    private final Duration exchange;
    private final ScheduledFuture<?> end;
    private Optional<Channel> open = Optional.empty();
    private boolean over;

    Deadline(Patience patience) {
        this.exchange = patience.exchange();
        this.end = patience.timer().schedule(this::pass, exchange.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The connection that is in use from now on. */
    synchronized void cuts(Channel channel) {
        open = Optional.of(channel);
        if (over) {
            channel.close();
        }
    }

    private synchronized void pass() {
        over = true;
        open.ifPresent(Channel::close);
    }

    synchronized boolean isOver() {
        return over;
    }

    /** What to say of it. */
    SocketTimeoutException passed() {
        return new SocketTimeoutException("not all answers within " + exchange.toMillis() + " ms");
    }

    @Override
    public void close() {
        end.cancel(false);
    }
}
