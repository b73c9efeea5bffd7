package io.regionalfailover.simulation;

import io.regionalfailover.dns.Fence;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change of a policy's planned weights by one of its writers.
 *
 * @param policy whose
 * @param step the change
 * @param before what was planned
 * @param after what is planned
 * @param eyes what those see who look
 * @param own what its writer sees
 * @param gaining regions whose share rises by more than the rounding of one weight
 * @param losing regions whose share falls by more than that
 */
record Move(
        int policy,
        Step step,
        Picture before,
        Picture after,
        List<Eyes> eyes,
        Eyes own,
        Set<String> gaining,
        Set<String> losing) {

    static Move of(int policy, Step step, Picture before, Picture after, List<Eyes> eyes, Collection<String> ofSpec) {
        Set<String> gaining = new TreeSet<>();
        Set<String> losing = new TreeSet<>();
        if (before.sum() > 0 && after.sum() > 0) {
            // A little more than one, so that the last digit of a quotient does not decide.
            double one = 1.000_001 / Math.min(before.sum(), after.sum());
            Set<String> regions = new TreeSet<>(before.planned().keySet());
            regions.addAll(after.planned().keySet());
            for (String region : regions) {
                double gain = after.share(region) - before.share(region);
                if (gain > one) {
                    gaining.add(region);
                } else if (gain < -one) {
                    losing.add(region);
                }
            }
        }
        List<Eyes> among = eyes.stream().map(each -> each.among(ofSpec)).toList();
        return new Move(policy, step, before, after, among, step.by().eyes().among(ofSpec), gaining, losing);
    }

    boolean isNone() {
        return gaining.isEmpty() && losing.isEmpty();
    }

    /** What people changed by hand is put back: the plan is the same. */
    boolean repairs() {
        return before.fence().isPresent()
                && before.fence()
                        .map(fence -> fence.weights())
                        .equals(after.fence().map(fence -> fence.weights()))
                && !rollsOut();
    }

    /** People changed the spec, and this is what follows. */
    boolean rollsOut() {
        return !before.fence()
                .map(fence -> fence.specHash())
                .equals(after.fence().map(fence -> fence.specHash()));
    }

    /**
     * A shift away from a region that fails, or did a moment ago: in the eyes of most, or of the writer. A step of a shift, and of
     * a return, says of itself that it is one; the last step of a shift leaves nothing, and that of a return leaves everybody his
     * part.
     */
    boolean leavesFailing() {
        Fence.Progress progress = after.fence().map(fence -> fence.progress()).orElseGet(Fence.Progress.Settled::new);
        return switch (progress) {
            case Fence.Progress.Returning ignored -> false;
            case Fence.Progress.Evacuating ignored -> losing.stream().anyMatch(this::isSeenFailing);
            case Fence.Progress.Settled ignored ->
                losing.stream()
                        .anyMatch(region -> after.share(region) == 0
                                && (endsReturn() ? isSeenFailingByMost(region) : isSeenFailing(region)));
        };
    }

    /** The last step of a return takes all from those who only stand by. */
    private boolean endsReturn() {
        return before.fence()
                .filter(fence -> fence.progress() instanceof Fence.Progress.Returning)
                .isPresent();
    }

    private boolean isSeenFailing(String region) {
        return isSeenFailingByMost(region) || own.brokeWithin(region, step.atNanos() - Invariants.MOMENT);
    }

    private boolean isSeenFailingByMost(String region) {
        // What goes on may end a moment after all is well; what begins then began for what was seen before.
        long since = endsReturn() ? step.atNanos() : step.atNanos() - Invariants.MOMENT;
        long failing =
                eyes.stream().filter(each -> each.brokeWithin(region, since)).count();
        return 2 * failing > eyes.size();
    }

    /** Whether somebody sees a region fail, or did a moment ago. */
    boolean failed(String region) {
        return eyes.stream().anyMatch(each -> each.failedWithin(region, step.atNanos() - Invariants.MOMENT));
    }

    String text() {
        return Shop.key(policy) + ": " + step.by().name() + " changes " + before.planned() + " to " + after.planned();
    }
}
