package io.regionalfailover.operator.drills;

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
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.operator.orders.OrderDesk;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Carries out FailoverDrills, and says how each went. One that is deleted has ended. */
@ControllerConfiguration(
        name = "failoverdrill",
        finalizerName = OrderDesk.FINALIZER,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 500, intervalMultiplier = 2, maxInterval = 30_000)
public final class DrillReconciler implements Reconciler<FailoverDrill>, Cleaner<FailoverDrill> {
    private final DrillDesk desk;
    private final SimpleInboundEventSource<FailoverDrill> progress = new SimpleInboundEventSource<>("progress");

    public DrillReconciler(DrillDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<EventSource<?, FailoverDrill>> prepareEventSources(EventSourceContext<FailoverDrill> context) {
        desk.tell(progress::propagateEvent);
        return List.of(progress);
    }

    @Override
    public UpdateControl<FailoverDrill> reconcile(FailoverDrill drill, Context<FailoverDrill> context) {
        return desk.keep(drill);
    }

    @Override
    public DeleteControl cleanup(FailoverDrill drill, Context<FailoverDrill> context) {
        desk.end(drill);
        return DeleteControl.defaultDelete();
    }
}
