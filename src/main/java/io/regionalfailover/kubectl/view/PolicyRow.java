package io.regionalfailover.kubectl.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.kubectl.view.Paint.Tone;
import java.time.Instant;
import java.util.Optional;

/**
 * How a policy stands, in one line.
 *
 * @param namespace the policy's namespace
 * @param name the policy's name
 * @param phase where traffic is
 * @param reason why
 * @param serving regions with weight
 * @param unhealthy regions that are unhealthy
 * @param held why a change is withheld, empty when none is
 * @param ready the condition Ready
 * @param failoverReady the condition FailoverReady
 * @param since RFC 3339, since when traffic is away, or at home, or the change is withheld; empty when nobody has said
 * @param message a sentence
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PolicyRow(
        String namespace,
        String name,
        String phase,
        String reason,
        String serving,
        String unhealthy,
        String held,
        String ready,
        String failoverReady,
        String since,
        String message) {

    static PolicyRow of(FailoverPolicy policy) {
        FailoverPolicyStatus status = Words.status(policy);
        Optional<Condition> held = Words.isTrue(status, "Held");
        Phase phase = Words.phase(status);
        Optional<Condition> moved = Words.condition(status, "FailoverActive");
        Optional<Condition> telling = phase == Phase.STEADY && held.isPresent() ? held : moved;
        return new PolicyRow(
                policy.getMetadata().getNamespace(),
                policy.getMetadata().getName(),
                status.phase() == null ? phase.text() : status.phase(),
                Words.orEmpty(status.reason()),
                Words.orEmpty(status.serving()),
                Words.orEmpty(status.unhealthy()),
                held.map(Condition::reason).orElse(""),
                Words.condition(status, "Ready").map(Condition::status).orElse("Unknown"),
                Words.condition(status, "FailoverReady").map(Condition::status).orElse("Unknown"),
                telling.map(condition -> condition.lastTransitionTime().toString())
                        .orElse(""),
                status.message() == null ? "the operator has not looked at it yet" : status.message());
    }

    /** 0 is the worst: who is looked at first. */
    @JsonIgnore
    int rank() {
        int calm = held.isEmpty() ? 1 : 0;
        int byPhase = switch (phaseOf()) {
            case FAILED_OPEN -> 0;
            case FAILING_OVER -> 2;
            case FAILED_OVER -> 4;
            case PENDING -> 6;
            case FAILING_BACK -> 8;
            case STEADY -> 10;
        };
        boolean fails = phaseOf() == Phase.STEADY && !unhealthy.isEmpty();
        return fails ? 3 : byPhase + calm + (ready.equals("False") ? 0 : 1);
    }

    /** Whether traffic is where the spec wants it and nothing is withheld. */
    @JsonIgnore
    public boolean isCalm() {
        return phaseOf() == Phase.STEADY && held.isEmpty() && unhealthy.isEmpty() && !ready.equals("False");
    }

    @JsonIgnore
    Phase phaseOf() {
        for (Phase each : Phase.values()) {
            if (each.text().equals(phase)) {
                return each;
            }
        }
        return Phase.PENDING;
    }

    @JsonIgnore
    Tone tone() {
        return switch (phaseOf()) {
            case FAILED_OPEN -> Tone.BAD;
            case FAILING_OVER, FAILED_OVER, FAILING_BACK, PENDING -> Tone.NOTABLE;
            case STEADY -> isCalm() ? Tone.GOOD : Tone.NOTABLE;
        };
    }

    String age(Instant now) {
        return since.isEmpty() ? "" : Ages.since(Instant.parse(since), now);
    }
}
