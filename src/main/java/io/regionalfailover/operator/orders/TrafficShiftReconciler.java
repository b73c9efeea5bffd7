package io.regionalfailover.operator.orders;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Carries out TrafficShifts, and says how far each policy is. One that is deleted has ended. */
@ControllerConfiguration(
        name = "trafficshift",
        finalizerName = OrderDesk.FINALIZER,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 500, intervalMultiplier = 2, maxInterval = 30_000)
public final class TrafficShiftReconciler implements Reconciler<TrafficShift>, Cleaner<TrafficShift> {
    private final OrderDesk desk;
    private final SimpleInboundEventSource<TrafficShift> progress = new SimpleInboundEventSource<>("progress");

    public TrafficShiftReconciler(OrderDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<EventSource<?, TrafficShift>> prepareEventSources(EventSourceContext<TrafficShift> context) {
        desk.tellShifts(progress::propagateEvent);
        return List.of(progress);
    }

    @Override
    public UpdateControl<TrafficShift> reconcile(TrafficShift order, Context<TrafficShift> context) {
        OrderStatus status = desk.keep(
                Asked.of(order), order.getStatus(), order.getMetadata().getGeneration());
        TrafficShift patch = new TrafficShift();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(order.getMetadata().getName())
                .withNamespace(order.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        UpdateControl<TrafficShift> control =
                status.equals(order.getStatus()) ? UpdateControl.noUpdate() : UpdateControl.patchStatus(patch);
        return desk.nextLook(status).map(control::rescheduleAfter).orElse(control);
    }

    @Override
    public DeleteControl cleanup(TrafficShift order, Context<TrafficShift> context) {
        desk.gone(Asked.nameOf(order));
        return DeleteControl.defaultDelete();
    }
}
