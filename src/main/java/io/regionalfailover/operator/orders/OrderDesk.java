package io.regionalfailover.operator.orders;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.regionalfailover.api.v1alpha1.DrillRunStatus;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Where orders of this cluster are taken in: what stands at its API server, and what is said there of it. For several threads. */
public final class OrderDesk {
    /** A deleted order is taken out of the plans before it is gone. */
    public static final String FINALIZER = "regionalfailover.io/order";

    private static final Logger LOG = Logger.getLogger(OrderDesk.class);
    private static final String DRAIN = "RegionDrain ";
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final List<String> namespaces;
    private final Executor workers;
    private final ScheduledExecutorService timers;
    private final OrderBook book;
    private final OrderKeeping keeping;
    private final Set<String> gone = new HashSet<>();
    private volatile boolean said;
    private volatile Consumer<ResourceID> toDrain = drain -> {};
    private volatile Consumer<ResourceID> toShift = shift -> {};
    private volatile Consumer<ResourceID> toDrill = drill -> {};

    /**
     * @param namespaces whose policies are carried out; all of them when empty
     * @param book what is in force
     * @param wall which orders' times are of
     * @param workers wait for the API server
     */
    public OrderDesk(
            KubernetesClient client,
            List<String> namespaces,
            OrderBook book,
            InstantSource wall,
            Executor workers,
            ScheduledExecutorService timers) {
        this.client = client;
        this.namespaces = List.copyOf(namespaces);
        this.book = book;
        this.workers = workers;
        this.timers = timers;
        this.keeping = new OrderKeeping(book, new Remaining(book, () -> all(FailoverPolicy.class)), wall);
    }

    /** Takes up what was in force when the last process ended, as soon as the API server says what that was. */
    public void open() {
        workers.execute(() -> {
            try {
                client.resources(RegionDrain.class).list().getItems().forEach(drain -> resume(Asked.of(drain), drain));
                all(TrafficShift.class).forEach(shift -> resume(Asked.of(shift), shift));
                all(FailoverDrill.class).forEach(this::resume);
                book.complete();
            } catch (KubernetesClientException e) {
                sayOnce(e);
                again();
            }
        });
    }

    private void sayOnce(KubernetesClientException e) {
        if (!said) {
            said = true;
            LOG.warnf(
                    "RegionDrains, TrafficShifts and FailoverDrills cannot be read (%s): what the plans carry of them holds. It is tried again every"
                            + " %d s; see that the API server answers, that their CRDs are installed and that the operator may list them",
                    e.getMessage(), AGAIN_AFTER.toSeconds());
        }
    }

    private void again() {
        if (!timers.isShutdown()) {
            var unused = timers.schedule(this::open, AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** One that was deleted since it was listed is not taken up any more. */
    private synchronized void resume(Asked asked, CustomResource<?, OrderStatus> order) {
        if (order.getMetadata().getDeletionTimestamp() == null && !gone.contains(asked.name())) {
            keeping.resume(asked, order.getStatus());
        }
    }

    /** A drill that keeps traffic away goes on doing so. */
    private synchronized void resume(FailoverDrill drill) {
        DrillRunStatus run =
                drill.getStatus() == null ? null : drill.getStatus().lastRun();
        if (run == null || run.returningSince() != null || run.endedAt() != null) {
            return;
        }
        Instant startedAt = run.startedAt();
        Instant until = run.until();
        boolean there = drill.getMetadata().getDeletionTimestamp() == null && !gone.contains(Asked.nameOf(drill));
        if (there && startedAt != null && until != null) {
            book.resume(Asked.of(drill, startedAt, until), until);
        }
    }

    /**
     * Who looks at an order again.
     *
     * @param policy takes {@code namespace/name} of a policy whose orders changed
     */
    public void tellPolicies(Consumer<String> policy) {
        book.tell(policy, name -> {
            if (name.startsWith(DRAIN)) {
                toDrain.accept(new ResourceID(name.substring(DRAIN.length())));
            } else {
                String[] parts = name.split(" ", 3)[1].split("/", 2);
                ResourceID id = new ResourceID(parts[1], parts[0]);
                (name.startsWith(Asked.DRILL) ? toDrill : toShift).accept(id);
            }
        });
    }

    /** The orders that drills give. */
    public DrillOrders drills() {
        return new DrillOrders(book, keeping, this::ended, to -> toDrill = to);
    }

    void tellDrains(Consumer<ResourceID> to) {
        toDrain = to;
    }

    void tellShifts(Consumer<ResourceID> to) {
        toShift = to;
    }

    /**
     * What is to be said of an order now; what follows from it is begun.
     *
     * @param patch takes what is said
     */
    <R extends CustomResource<?, OrderStatus>> UpdateControl<R> keep(R order, Asked asked, R patch) {
        OrderStatus status =
                keeping.keep(asked, order.getStatus(), order.getMetadata().getGeneration());
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(order.getMetadata().getName())
                .withNamespace(order.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        UpdateControl<R> control =
                status.equals(order.getStatus()) ? UpdateControl.noUpdate() : UpdateControl.patchStatus(patch);
        return keeping.expiresIn(status).map(control::rescheduleAfter).orElse(control);
    }

    /** An order is deleted: it has ended, and nothing is left to be done. */
    DeleteControl end(String name) {
        ended(name);
        return DeleteControl.defaultDelete();
    }

    private synchronized void ended(String name) {
        if (!book.isComplete()) {
            gone.add(name);
        }
        keeping.gone(name);
    }

    private <R extends CustomResource<?, ?>> List<R> all(Class<R> kind) {
        if (namespaces.isEmpty()) {
            return client.resources(kind).inAnyNamespace().list().getItems();
        }
        List<R> all = new ArrayList<>();
        for (String namespace : namespaces) {
            all.addAll(client.resources(kind).inNamespace(namespace).list().getItems());
        }
        return all;
    }
}
