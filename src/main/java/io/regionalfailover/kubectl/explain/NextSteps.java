package io.regionalfailover.kubectl.explain;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.kubectl.view.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens next, for a person who has never seen the product: where traffic is, what the operator waits for, what ends
 * that, and what one can do.
 */
final class NextSteps {
    private final Story story;

    private NextSteps(Story story) {
        this.story = story;
    }

    /** A few sentences, each an entry. */
    static List<String> of(Story story) {
        NextSteps next = new NextSteps(story);
        List<String> sentences = new ArrayList<>();
        sentences.add(next.now(story.phase()));
        Optional<Condition> held = Words.isTrue(story.status(), "Held");
        if (held.isPresent()) {
            sentences.add(next.held(held.get()));
        } else {
            sentences.add(next.free(story.phase()));
        }
        next.orderEnds().ifPresent(sentences::add);
        return sentences;
    }

    /** Where traffic is. */
    private String now(Phase phase) {
        String serving = story.serving();
        return switch (phase) {
            case PENDING -> "Nothing of this policy is published in DNS yet.";
            case STEADY -> "Traffic is where the spec wants it: " + serving + ".";
            case FAILING_OVER ->
                "Traffic is leaving a region that must not serve, or has just been told to; DNS answers with " + serving
                        + " now.";
            case FAILED_OVER ->
                "Traffic is away from " + story.awayNames() + "; DNS answers with " + serving + " until it returns.";
            case FAILING_BACK ->
                "Traffic is returning to " + story.awayNames() + " step by step; DNS answers with " + serving + " now.";
            case FAILED_OPEN ->
                "No region is healthy. An empty answer would help nobody, so the last answers stay in DNS: " + serving
                        + ".";
        };
    }

    /** What follows when nothing is withheld. */
    private String free(Phase phase) {
        return switch (phase) {
            case PENDING ->
                "Next, the operator reads the zone and tries each check; then it publishes the weights of the spec, without"
                        + " regions that fail. You need do nothing. If it lasts longer than a minute, see the condition Ready above.";
            case STEADY ->
                "Nothing happens as long as all is well. If a region that serves fails, its traffic goes to "
                        + story.others() + " by itself, after room was made there.";
            case FAILING_OVER ->
                "Next, DNS carries the new weights at every name server, and clients follow as the answers that they keep"
                        + " expire. You need do nothing.";
            case FAILED_OVER -> failedOver();
            case FAILING_BACK ->
                "Next, the following step is published"
                        + story.nextAt().map(at -> " " + at).orElse("")
                        + " if the region is still healthy; if it fails again, traffic leaves it again. You need do nothing.";
            case FAILED_OPEN ->
                "The first region that is healthy again gets all the traffic at once, without waiting for anything. What helps is"
                        + " to mend one of the failing checks listed above, or, if a check is wrong and the region is well, to"
                        + " correct the check.";
        };
    }

    private String failedOver() {
        if (story.keepingAway().isPresent()) {
            return "It stays so as long as people's orders keep " + story.awayNames() + " away, however healthy it is.";
        }
        String returns = "When all critical checks of " + story.awayNames() + " have passed without a break for "
                + story.spec().failback().stableFor();
        return story.failbackIsManual()
                ? returns
                        + ", the operator asks for a person's word, since failback.mode is Manual. It is given by: kubectl failover"
                        + " failback " + story.reference() + " --reason …"
                : returns + ", traffic returns by itself, "
                        + Story.percents(story.spec().failback().steps()) + ". You need do nothing.";
    }

    private Optional<String> orderEnds() {
        return story.keepingAway().map(order -> switch (order.kind()) {
            case DRAIN ->
                order.region() + " is drained (" + order.text() + "). That ends by itself "
                        + Story.time(order.expiresAt()) + ", or now by: kubectl failover undrain " + order.region();
            case DRILL ->
                "Leaving " + order.region() + " is rehearsed (" + order.text() + "). Traffic returns by itself "
                        + Story.time(order.expiresAt()) + ", or at once when a check fails elsewhere.";
            case AWAY_FROM, RETURN_TO, DRILL_OVER, GIVE_BACK ->
                "People ordered traffic away from " + order.region() + " (" + order.text() + "). That ends by itself "
                        + Story.time(order.expiresAt()) + ", or now by: kubectl failover failback " + story.reference()
                        + " --to " + order.region() + " --reason …";
        });
    }

    private String held(Condition held) {
        Optional<Reason> reason = Words.reason(held.reason());
        String said = "A change is wanted and withheld (" + held.reason() + "): " + held.message() + ". ";
        return said
                + reason.map(why -> Withheld.of(why, story))
                        .orElse(
                                "This program does not know that reason, so the operator is newer than it: its message above"
                                        + " says what is waited for.");
    }
}
