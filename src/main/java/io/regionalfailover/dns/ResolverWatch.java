package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.OldAnswers.Question;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks recursive resolvers, after all authoritative servers show a shift, until none gives an old answer any more: that is when
 * those who ask through them have left.
 *
 * <p>One good answer proves little, since a resolver may be many caches behind one address: it is asked until the largest TTL
 * has passed, and what counts is the first good answer after its last old one. A resolver gets {@value #PER_SECOND} questions a
 * second at most, however many policies move: then each of them is asked for less often, and the times are coarser.
 */
public final class ResolverWatch {
    private static final int PER_SECOND = 20;
    private static final Duration GAP = Duration.ofSeconds(1).dividedBy(PER_SECOND);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final NameserverAsker asker;
    private final List<InetSocketAddress> resolvers;
    private final ZoneRuntime runtime;
    private final Object lock = new Object();
    private final Map<InetSocketAddress, Line> lines = new HashMap<>();
    private boolean closed;

    /**
     * @param asker asks with recursion
     * @param resolvers who is asked; empty: nobody
     */
    public ResolverWatch(NameserverAsker asker, List<InetSocketAddress> resolvers, ZoneRuntime runtime) {
        this.asker = asker;
        this.resolvers = List.copyOf(resolvers);
        this.runtime = runtime;
    }

    /** What is still to be asked of one resolver. Under the lock. */
    private static final class Line {
        final List<Look> looks = new ArrayList<>();
        boolean busy;
    }

    /** One resolver's answers to one question. Under the lock. */
    private static final class Look {
        final InetSocketAddress resolver;
        final Question question;
        final Watch watch;
        Instant dueAt;
        Optional<Instant> goodSince = Optional.empty();
        String wrong = "was not asked yet";

        Look(InetSocketAddress resolver, Question question, Watch watch, Instant dueAt) {
            this.resolver = resolver;
            this.question = question;
            this.watch = watch;
            this.dueAt = dueAt;
        }

        void saw(Optional<String> trouble, Instant at) {
            goodSince = trouble.isPresent() ? Optional.empty() : goodSince.or(() -> Optional.of(at));
            wrong = trouble.orElse("");
        }

        String sentence() {
            return resolver.getHostString() + ":" + resolver.getPort() + " " + wrong;
        }
    }

    /** One plan. Under the lock. */
    private static final class Watch {
        final List<Look> looks = new ArrayList<>();
        final CompletableFuture<Turned> result = new CompletableFuture<>();
        final Instant forgottenAt;

        Watch(Instant forgottenAt) {
            this.forgottenAt = forgottenAt;
        }

        boolean hasTurned(Instant now) {
            return !now.isBefore(forgottenAt) && looks.stream().allMatch(look -> look.goodSince.isPresent());
        }

        Turned soFar() {
            List<Look> late =
                    looks.stream().filter(look -> look.goodSince.isEmpty()).toList();
            return late.isEmpty()
                    ? new Turned(
                            looks.stream()
                                    .flatMap(look -> look.goodSince.stream())
                                    .max(Comparator.naturalOrder()),
                            List.of())
                    : new Turned(
                            Optional.empty(),
                            late.stream().map(Look::sentence).distinct().toList());
        }
    }

    /**
     * Watches from now on: all authoritative servers show the plan. Ends when all have turned and the largest TTL has passed;
     * five minutes, or one such TTL more, are the longest it waits after that. Who cancels it is not asked for.
     */
    CompletableFuture<Turned> watch(Publication publication, Plan plan) {
        List<Question> questions = OldAnswers.of(publication, plan);
        Duration kept = Duration.ofSeconds(publication.largestTtlSeconds());
        Instant now = runtime.now();
        Watch watch = new Watch(now.plus(kept));
        synchronized (lock) {
            if (closed || questions.isEmpty() || resolvers.isEmpty()) {
                runtime.complete(watch.result, Turned.UNSEEN);
                return watch.result;
            }
            for (InetSocketAddress resolver : resolvers) {
                Line line = lines.computeIfAbsent(resolver, ignored -> new Line());
                for (Question question : questions) {
                    watch.looks.add(new Look(resolver, question, watch, now));
                }
                line.looks.addAll(watch.looks.subList(watch.looks.size() - questions.size(), watch.looks.size()));
                begin(line);
            }
        }
        Duration patience = kept.compareTo(PATIENCE) > 0 ? kept : PATIENCE;
        runtime.at(watch.forgottenAt, () -> endWhenTurned(watch));
        runtime.at(watch.forgottenAt.plus(patience), () -> end(watch));
        return watch.result;
    }

    /** Under the lock. */
    private void begin(Line line) {
        if (!line.busy) {
            line.busy = true;
            runtime.executor().execute(() -> ask(line));
        }
    }

    /** Asks what waited longest, and goes on after a gap. */
    private void ask(Line line) {
        Look next;
        synchronized (lock) {
            line.looks.removeIf(look -> look.watch.result.isDone());
            Optional<Look> first = line.looks.stream().min(Comparator.comparing(look -> look.dueAt));
            if (closed || first.isEmpty()) {
                line.busy = false;
                return;
            }
            next = first.get();
            if (next.dueAt.isAfter(runtime.now())) {
                again(line, next.dueAt);
                return;
            }
        }
        Optional<String> wrong =
                next.question.wrongWith(asker.ask(next.resolver, next.question.name(), next.question.type()));
        synchronized (lock) {
            Instant now = runtime.now();
            next.saw(wrong, now);
            next.dueAt = now.plus(PAUSE);
            again(line, now.plus(GAP));
        }
        endWhenTurned(next.watch);
    }

    private void again(Line line, Instant at) {
        runtime.at(at, () -> runtime.executor().execute(() -> ask(line)));
    }

    private void endWhenTurned(Watch watch) {
        boolean turned;
        synchronized (lock) {
            turned = watch.hasTurned(runtime.now());
        }
        if (turned) {
            end(watch);
        }
    }

    private void end(Watch watch) {
        Turned turned;
        synchronized (lock) {
            turned = watch.soFar();
        }
        runtime.complete(watch.result, turned);
    }

    /** Nobody is asked any more; what was not seen to the end stays unseen. */
    void close() {
        List<CompletableFuture<Turned>> open = new ArrayList<>();
        synchronized (lock) {
            closed = true;
            lines.values().forEach(line -> line.looks.forEach(look -> open.add(look.watch.result)));
            lines.clear();
        }
        open.forEach(result -> runtime.complete(result, Turned.UNSEEN));
    }
}
