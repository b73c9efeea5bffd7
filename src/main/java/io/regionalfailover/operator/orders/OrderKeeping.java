package io.regionalfailover.operator.orders;

import io.regionalfailover.api.v1alpha1.OrderPolicyStatus;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.operator.report.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of an order: it is refused, or active until it expires, and never again after that. What an earlier process said of it
 * stands in its status. For several threads.
 */
final class OrderKeeping {
    /** However far away {@code until} is, nobody is kept away for longer by one order. */
    static final Duration LONGEST = Duration.ofHours(72);

    private static final String ACTIVE = "Active";
    private static final String EXPIRED = "Expired";
    private static final String REFUSED = "Refused";
    private static final int MOST_POLICIES = 100;

    private final OrderBook book;
    private final Remaining remaining;
    private final InstantSource wall;

    OrderKeeping(OrderBook book, Remaining remaining, InstantSource wall) {
        this.book = book;
        this.remaining = remaining;
        this.wall = wall;
    }

    /** Takes up again what an earlier process had said was active; nothing new. */
    void resume(Asked asked, @Nullable OrderStatus status) {
        if (status == null || !ACTIVE.equals(status.phase())) {
            return;
        }
        Instant expiresAt = expiresAt(asked, status);
        if (expiresAt.isAfter(wall.instant())) {
            book.place(asked, expiresAt);
            for (OrderPolicyStatus policy : status.policies()) {
                if (policy.phase().equals(Step.ENDED.text)
                        || policy.phase().equals(Step.DONE.text)
                                && !asked.kind().excludes()) {
                    book.remember(
                            asked.name(),
                            policy.namespace() + "/" + policy.name(),
                            Optional.ofNullable(policy.message()).orElse(""));
                }
            }
        }
    }

    /** An order is gone. */
    void gone(String name) {
        book.remove(name);
    }

    /** What is to be said of an order now; what follows from it is begun. */
    OrderStatus keep(Asked asked, @Nullable OrderStatus before, long generation) {
        String phase = Optional.ofNullable(before).map(OrderStatus::phase).orElse("");
        Instant expiresAt = expiresAt(asked, before);
        if (phase.equals(REFUSED) && before != null) {
            return status(before, generation, REFUSED, expiresAt, String.valueOf(before.message()), before.policies());
        }
        if (phase.equals(EXPIRED) || !expiresAt.isAfter(wall.instant())) {
            book.remove(asked.name());
            List<OrderPolicyStatus> last = before == null ? List.of() : before.policies();
            return status(before, generation, EXPIRED, expiresAt, "it ended at " + expiresAt, last);
        }
        if (phase.equals(ACTIVE)) {
            book.place(asked, expiresAt);
        } else {
            Optional<String> refusal = admit(asked, expiresAt);
            if (refusal.isPresent()) {
                return status(before, generation, REFUSED, expiresAt, refusal.get(), List.of());
            }
        }
        return active(asked, before, generation, expiresAt);
    }

    /**
     * Puts an order in force, unless it would leave somebody without a region.
     * One at a time: of two that would leave nobody together, each would find the other one absent.
     *
     * @return why it must not be, in a sentence
     */
    synchronized Optional<String> admit(Asked asked, Instant expiresAt) {
        Optional<String> refusal = remaining.refusal(asked);
        if (refusal.isEmpty()) {
            book.place(asked, expiresAt);
        }
        return refusal;
    }

    /** When there is something to be said by time alone. */
    Optional<Duration> expiresIn(OrderStatus status) {
        return ACTIVE.equals(status.phase()) && status.expiresAt() != null
                ? Optional.of(Duration.between(wall.instant(), status.expiresAt()))
                : Optional.empty();
    }

    private Instant expiresAt(Asked asked, @Nullable OrderStatus before) {
        Instant longest = before != null && before.expiresAt() != null
                ? before.expiresAt()
                : wall.instant().plus(LONGEST);
        Instant until = asked.until().truncatedTo(ChronoUnit.SECONDS);
        return until.isBefore(longest) ? until : longest.truncatedTo(ChronoUnit.SECONDS);
    }

    private OrderStatus active(Asked asked, @Nullable OrderStatus before, long generation, Instant expiresAt) {
        List<OrderPolicyStatus> policies = new ArrayList<>();
        int open = 0;
        for (OrderBook.Progress progress : book.progress(asked.name())) {
            Judged judged = Judged.of(asked, progress);
            open += judged.step().isOpen() ? 1 : 0;
            int slash = progress.policy().indexOf('/');
            policies.add(new OrderPolicyStatus(
                    progress.policy().substring(0, slash),
                    progress.policy().substring(slash + 1),
                    judged.step().text,
                    judged.message().isEmpty() ? null : judged.message()));
        }
        int all = policies.size();
        policies.sort(Comparator.comparing(policy -> Step.of(policy.phase())));
        String what = !asked.kind().excludes() ? "may return to " : "leave ";
        String message = all == 0
                ? "no policy is concerned"
                : (all - open) + " of " + all + " policies that " + what
                        + String.join(", ", asked.regions().stream().sorted().toList()) + " are done; it ends at "
                        + expiresAt;
        return status(
                before, generation, ACTIVE, expiresAt, message, policies.subList(0, Math.min(all, MOST_POLICIES)));
    }

    private OrderStatus status(
            @Nullable OrderStatus before,
            long generation,
            String phase,
            Instant expiresAt,
            String message,
            List<OrderPolicyStatus> policies) {
        boolean open = phase.equals(ACTIVE)
                && policies.stream().anyMatch(policy -> Step.of(policy.phase()).isOpen());
        boolean refused = phase.equals(REFUSED);
        Reason reason = switch (phase) {
            case REFUSED -> Reason.ORDER_REFUSED;
            case EXPIRED -> Reason.ORDER_EXPIRED;
            default -> Reason.ORDER_ACTIVE;
        };
        Conditions conditions = new Conditions(
                        before == null ? List.of() : before.conditions(),
                        generation,
                        wall.instant().truncatedTo(ChronoUnit.SECONDS))
                .state("Ready", !open && !refused, reason, message)
                .onlyWhile("Reconciling", open, reason, message)
                .onlyWhile("Stalled", refused, reason, message);
        return new OrderStatus(generation, phase, expiresAt, message, policies, conditions.list());
    }

    /** How far a policy is, those first that people look for first. */
    private enum Step {
        HELD("Held"),
        PENDING("Pending"),
        MOVING("Moving"),
        ENDED("Ended"),
        DONE("Done");

        private final String text;

        Step(String text) {
            this.text = text;
        }

        static Step of(String text) {
            for (Step step : values()) {
                if (step.text.equals(text)) {
                    return step;
                }
            }
            return PENDING;
        }

        boolean isOpen() {
            return this == HELD || this == PENDING || this == MOVING;
        }
    }

    private record Judged(Step step, String message) {
        static Judged of(Asked asked, OrderBook.Progress progress) {
            boolean back = !asked.kind().excludes();
            if (progress.over().isPresent()) {
                return new Judged(back ? Step.DONE : Step.ENDED, progress.over().get());
            }
            Stand stand = progress.stand().orElse(null);
            if (stand == null || stand.weights().isEmpty()) {
                return new Judged(Step.PENDING, "what is published is not known yet");
            }
            boolean left =
                    asked.regions().stream().allMatch(region -> stand.weights().getOrDefault(region, 0) == 0);
            if (!back && left) {
                return stand.inForce()
                        ? new Judged(Step.DONE, "")
                        : new Judged(Step.MOVING, "the change is not in force yet at the provider");
            }
            for (Stand.Held held : stand.holds()) {
                if (held.regions().isEmpty() || held.regions().stream().anyMatch(asked.regions()::contains)) {
                    return new Judged(Step.HELD, held.message());
                }
            }
            return new Judged(Step.MOVING, "");
        }
    }
}
