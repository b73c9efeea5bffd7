package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a zone's authoritative servers until all of them show a plan. Every server is asked by itself, so that one which is
 * silent delays no other, and nothing lasts beyond the moment given.
 */
final class Propagation {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DnsProvider provider;
    private final NameserverAsker asker;
    private final List<InetSocketAddress> configured;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private final Object lock = new Object();
    private final Set<Observation> running = new HashSet<>();
    private Optional<List<InetSocketAddress>> named = Optional.empty();
    private boolean closed;

    /** @param configured who is asked; empty: those that the provider names */
    Propagation(
            DnsProvider provider,
            NameserverAsker asker,
            List<InetSocketAddress> configured,
            ZoneRuntime runtime,
            DnsMetrics metrics) {
        this.provider = provider;
        this.asker = asker;
        this.configured = List.copyOf(configured);
        this.runtime = runtime;
        this.metrics = metrics;
    }

    CompletableFuture<Observed> observe(Publication publication, Plan plan, Set<DnsName> names, Instant giveUpAt) {
        Observation observation = new Observation(Questions.of(publication, plan, names, provider.servesFences()));
        synchronized (lock) {
            if (closed) {
                runtime.complete(observation.result, observation.soFar());
                return observation.result;
            }
            running.add(observation);
        }
        runtime.at(giveUpAt, () -> end(observation));
        runtime.executor().execute(() -> begin(observation));
        return observation.result;
    }

    void close() {
        List<Observation> all;
        synchronized (lock) {
            closed = true;
            all = List.copyOf(running);
        }
        all.forEach(this::end);
    }

    /** One plan, and what the servers showed of it so far. */
    private static final class Observation {
        private final List<Questions.Question> questions;
        private final CompletableFuture<Observed> result = new CompletableFuture<>();
        private final Map<InetSocketAddress, String> missing = new LinkedHashMap<>();
        private Optional<String> trouble = Optional.of("the zone's name servers are not known yet");
        private Optional<Instant> lastShown = Optional.empty();

        private Observation(List<Questions.Question> questions) {
            this.questions = questions;
        }

        private synchronized void servers(List<InetSocketAddress> servers) {
            servers.forEach(server -> missing.put(server, "was not asked yet"));
            trouble = servers.isEmpty()
                    ? Optional.of("the zone has no name servers that could be asked; name them in spec.nameservers")
                    : Optional.empty();
        }

        private synchronized void trouble(String sentence) {
            trouble = Optional.of(sentence);
        }

        private synchronized void shown(InetSocketAddress server, Instant at) {
            missing.remove(server);
            lastShown = Optional.of(at);
        }

        private synchronized void notShown(InetSocketAddress server, String how) {
            missing.replace(server, how);
        }

        private synchronized boolean isComplete() {
            return trouble.isEmpty() && missing.isEmpty();
        }

        private synchronized Observed soFar() {
            List<String> sentences = missing.entrySet().stream()
                    .map(entry -> entry.getKey().getHostString() + ":"
                            + entry.getKey().getPort() + " " + entry.getValue())
                    .toList();
            return trouble.map(sentence -> new Observed(Optional.empty(), List.of(sentence)))
                    .orElseGet(() -> new Observed(isComplete() ? lastShown : Optional.empty(), sentences));
        }
    }

    private void begin(Observation observation) {
        if (observation.result.isDone()) {
            return;
        }
        Optional<List<InetSocketAddress>> servers = canBeSeen(observation) ? servers(observation) : Optional.empty();
        if (servers.isPresent()) {
            observation.servers(servers.get());
            servers.get().forEach(server -> askServer(observation, server, observation.questions));
        } else {
            runtime.after(PAUSE, () -> runtime.executor().execute(() -> begin(observation)));
        }
    }

    /** Asks what is still open, and again after a pause while something is. */
    private void askServer(Observation observation, InetSocketAddress server, List<Questions.Question> open) {
        runtime.executor().execute(() -> {
            for (int i = 0; i < open.size() && !observation.result.isDone(); i++) {
                Questions.Question question = open.get(i);
                Optional<String> wrong = question.wrongWith(asker.ask(server, question.name(), question.type()));
                if (wrong.isPresent()) {
                    List<Questions.Question> rest = open.subList(i, open.size());
                    observation.notShown(server, wrong.get());
                    runtime.after(PAUSE, () -> askServer(observation, server, rest));
                    return;
                }
            }
            if (!observation.result.isDone()) {
                observation.shown(server, runtime.now());
                if (observation.isComplete()) {
                    end(observation);
                }
            }
        });
    }

    /** Where servers have no fences, an answer tells something only once the change has been taken up; the observation is told why not. */
    private boolean canBeSeen(Observation observation) {
        if (provider.servesFences()) {
            return true;
        }
        if (observation.questions.isEmpty()) {
            observation.trouble("the name servers have no fence, and answers of aliases do not tell a plan");
            return false;
        }
        boolean takenUp = provider.isTakenUp();
        if (!takenUp) {
            observation.trouble("what was written has not been taken up yet");
        }
        return takenUp;
    }

    /** Who is asked; empty, and the observation told why, while nobody knows. */
    private Optional<List<InetSocketAddress>> servers(Observation observation) {
        if (!configured.isEmpty()) {
            return Optional.of(configured);
        }
        synchronized (lock) {
            if (named.isPresent()) {
                return named;
            }
        }
        return switch (askProvider()) {
            case NameserverResult.Named(List<InetSocketAddress> servers, DnsName apex, boolean hidden) -> {
                metrics.request("nameservers", "ok");
                synchronized (lock) {
                    named = Optional.of(List.copyOf(servers));
                    yield named;
                }
            }
            case NameserverResult.NotAnswered(Failure failure, String message) -> {
                metrics.request("nameservers", failure.outcome());
                observation.trouble("the zone's name servers are not known: " + message);
                yield Optional.empty();
            }
        };
    }

    private NameserverResult askProvider() {
        try {
            return provider.nameservers();
        } catch (RuntimeException e) {
            return new NameserverResult.NotAnswered(Failure.UNREACHABLE, "The question broke off: " + e);
        }
    }

    private void end(Observation observation) {
        synchronized (lock) {
            running.remove(observation);
        }
        runtime.complete(observation.result, observation.soFar());
    }
}
