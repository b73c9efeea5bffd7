package io.regionalfailover.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks the zone's name servers for one name every 100 ms, in turn, and keeps what they say. */
final class DnsWatch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * One reply.
     *
     * @param at when it came
     * @param address the address in it; empty for an answer without one
     */
    record Answer(Instant at, Optional<String> address) {}

    private final Name name;
    private final List<SimpleResolver> servers;
    private final List<Answer> answers = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dns-watch").factory());
    private int unanswered;
    private int next;

    private DnsWatch(Name name, List<SimpleResolver> servers) {
        this.name = name;
        this.servers = servers;
    }

    /**
     * Prepares to watch a name; {@link #start} begins.
     *
     * @param name the name, absolute or not
     * @param servers who is asked
     */
    static DnsWatch of(String name, List<InetSocketAddress> servers) throws IOException {
        List<SimpleResolver> resolvers =
                servers.stream().map(SimpleResolver::new).toList();
        resolvers.forEach(resolver -> resolver.setTimeout(PATIENCE));
        return new DnsWatch(Name.fromString(name, Name.root), resolvers);
    }

    /** Begins to ask. */
    void start() {
        var unused = timer.scheduleAtFixedRate(this::ask, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks once, whoever's turn it is; what comes is returned and not kept. */
    Optional<String> askOnce() throws IOException {
        return addressIn(servers.getFirst().send(question()));
    }

    /** Returns all replies so far, oldest first. */
    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Returns the replies since a moment, oldest first. */
    List<Answer> answersSince(Instant moment) {
        return answers().stream().filter(answer -> answer.at().isAfter(moment)).toList();
    }

    /** Returns how many questions got no reply in two seconds. */
    synchronized int unanswered() {
        return unanswered;
    }

    /** Returns how many replies held no address, or another than those of the two regions. */
    long wrong() {
        return answers().stream()
                .filter(answer ->
                        answer.address().isEmpty() || (count(answer, Site.EAST) == 0 && count(answer, Site.WEST) == 0))
                .count();
    }

    /** Returns how many replies named a region. */
    long count(Site site) {
        return answers().stream().mapToInt(answer -> count(answer, site)).sum();
    }

    private static int count(Answer answer, Site site) {
        return answer.address().filter(site.address()::equals).isPresent() ? 1 : 0;
    }

    private void ask() {
        SimpleResolver server = servers.get(next++ % servers.size());
        try {
            Optional<String> address = addressIn(server.send(question()));
            synchronized (this) {
                answers.add(new Answer(Instant.now(), address));
            }
        } catch (IOException e) {
            synchronized (this) {
                unanswered++;
            }
        }
    }

    private Message question() {
        return Message.newQuery(Record.newRecord(name, Type.A, DClass.IN));
    }

    private static Optional<String> addressIn(Message reply) {
        if (reply.getRcode() != Rcode.NOERROR) {
            return Optional.empty();
        }
        return reply.getSection(Section.ANSWER).stream()
                .filter(ARecord.class::isInstance)
                .map(record -> ((ARecord) record).getAddress().getHostAddress())
                .findFirst();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
