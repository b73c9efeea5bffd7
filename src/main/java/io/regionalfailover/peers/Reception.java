package io.regionalfailover.peers;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the peers say to this instance, taken into the roll, and what they are answered. For several threads. */
final class Reception implements PeerDesk {
    private final Author author;
    private final Holdings holdings;
    private final InstantSource clock;
    private final Object lock;
    private final Roll roll;
    private final BiConsumer<Collection<String>, Instant> taken;
    private final Consumer<List<Parcel>> handed;

    /**
     * @param lock guards the roll
     * @param taken is told which policies a message changes, and when it came
     * @param handed gets what else it carries
     */
    Reception(
            Author author,
            Holdings holdings,
            InstantSource clock,
            Object lock,
            Roll roll,
            BiConsumer<Collection<String>, Instant> taken,
            Consumer<List<Parcel>> handed) {
        this.author = author;
        this.holdings = holdings;
        this.clock = clock;
        this.lock = lock;
        this.roll = roll;
        this.taken = taken;
        this.handed = handed;
    }

    @Override
    public Reply told(byte[] bytes) {
        Message message;
        try {
            message = MessageCodec.decode(bytes);
        } catch (MalformedMessageException e) {
            return new Reply(400, MessageCodec.encodeError(String.valueOf(e.getMessage())));
        }
        if (!message.installation().equals(author.installation())) {
            return new Reply(409, MessageCodec.encodeError("another installation"));
        }
        Instant now = clock.instant();
        Collection<String> changed = List.of();
        long holds;
        synchronized (lock) {
            if (message.vantagePoint().equals(author.vantagePoint())) {
                holds = message.sequence();
            } else {
                changed = roll.take(message, now);
                holds = roll.holds(message.vantagePoint(), message.process());
            }
        }
        taken.accept(changed, now);
        hand(message);
        return new Reply(
                200,
                MessageCodec.encode(
                        new Message.Answer(author.installation(), author.vantagePoint(), author.process(), holds)));
    }

    private void hand(Message message) {
        if (!message.parcels().isEmpty() && !message.vantagePoint().equals(author.vantagePoint())) {
            handed.accept(message.parcels());
        }
    }

    @Override
    public void overheard(byte[] bytes) {
        try {
            Message message = MessageCodec.decode(bytes);
            if (message.installation().equals(author.installation())) {
                hand(message);
            }
        } catch (MalformedMessageException e) {
            // Whoever listens says so.
        }
    }

    @Override
    public Reply asked(String policy) {
        return holdings.has(policy)
                .map(has -> new Reply(200, MessageCodec.encodeHas(has)))
                .orElseGet(() -> new Reply(503, MessageCodec.encodeError("not known yet")));
    }
}
