package io.regionalfailover.operator.orders;

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
        return desk.keep(order, Asked.of(order), new TrafficShift());
    }

    @Override
    public DeleteControl cleanup(TrafficShift order, Context<TrafficShift> context) {
        return desk.end(Asked.nameOf(order));
    }
}
