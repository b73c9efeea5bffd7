package io.regionalfailover.kubectl;

import io.fabric8.kubernetes.client.CustomResource;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.decision.Order;
import io.regionalfailover.kubectl.preview.Preview;
import io.regionalfailover.kubectl.preview.PreviewText;
import io.regionalfailover.kubectl.preview.StandingOrders;
import io.regionalfailover.kubectl.view.Paint;
import io.regionalfailover.kubectl.view.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How an order is given: what it would change is shown, the API server is asked, a person agrees, and only then it is created. */
final class Giving {
    private final Session session;
    private final Cluster cluster;
    private final Agreement agreement;
    private final Paint paint;

    Giving(KubectlFailover root, Cluster cluster, Agreement agreement) {
        this.session = root.session();
        this.cluster = cluster;
        this.agreement = agreement;
        this.paint = root.terminal().paint(root.colour);
    }

    /**
     * Gives an order.
     *
     * @param order without a status
     * @param what what it does and until when, for the question
     * @param policies those that it concerns
     * @param standing the orders that there are
     * @return how the command ends
     */
    <T extends CustomResource<?, OrderStatus>> int give(
            T order, String what, List<FailoverPolicy> policies, StandingOrders standing) {
        return give(order, order, what, policies, standing);
    }

    /**
     * Gives something that comes to the same as an order.
     *
     * @param order what it comes to
     * @param given what is created, without a status
     */
    int give(
            CustomResource<?, OrderStatus> order,
            CustomResource<?, ?> given,
            String what,
            List<FailoverPolicy> policies,
            StandingOrders standing) {
        Instant now = session.now();
        Terminal terminal = session.terminal();
        StandingOrders then = standing.with(order);
        List<Preview> previews = new ArrayList<>();
        for (FailoverPolicy policy : policies) {
            requireSomebodyLeft(policy, then.of(policy, now), given instanceof FailoverDrill);
            previews.add(Preview.of(policy, standing.of(policy, now), then.of(policy, now), now));
        }
        terminal.show(what);
        terminal.show("");
        terminal.show(
                policies.isEmpty()
                        ? List.of("No policy is concerned now; one that is created while the order stands will be.")
                        : PreviewText.lines(previews, paint));
        terminal.show("");
        cluster.give(given, true);
        if (agreement.dryRun) {
            terminal.show("Dry run: the API server would accept it, and nothing was changed.");
            return Exit.DONE;
        }
        if (!isAgreed("Give this order?")) {
            return Exit.NOT_CONFIRMED;
        }
        CustomResource<?, ?> there = cluster.give(given, false);
        terminal.show(StandingOrders.nameOf(there) + " is given. Follow it with: kubectl failover status");
        return Exit.DONE;
    }

    /**
     * As the operator does, which refuses an order that leaves a policy nobody to serve.
     *
     * @param drills false: without those that run, which make way for people's orders
     */
    private static void requireSomebodyLeft(FailoverPolicy policy, List<Order> orders, boolean drills) {
        Set<String> left = new TreeSet<>(
                policy.getSpec().regions().stream().map(PolicyRegionSpec::name).toList());
        List<String> texts = new ArrayList<>();
        for (Order order : orders) {
            boolean counts = order.kind().excludes() && (drills || order.kind() != Order.Kind.DRILL);
            if (counts && left.remove(order.region())) {
                texts.add(order.text());
            }
        }
        if (left.isEmpty()) {
            throw new Failure("FailoverPolicy " + Words.nameOf(policy) + " would be left without a region ("
                    + String.join("; ", texts)
                    + "), so the operator would refuse the order. Nothing was changed; end another order first");
        }
    }

    /** Whether somebody agrees, and that nothing was changed if nobody does. */
    boolean isAgreed(String question) {
        Terminal terminal = session.terminal();
        if (agreement.yes) {
            return true;
        }
        if (!terminal.person()) {
            terminal.err()
                    .println(
                            "Nobody can be asked, since input is no terminal: nothing was changed. With --yes nobody is asked.");
            return false;
        }
        boolean agreed = terminal.agrees(question);
        if (!agreed) {
            terminal.err().println("Nothing was changed.");
        }
        return agreed;
    }
}
