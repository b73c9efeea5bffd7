package io.regionalfailover.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The shortest way through the operator SDK, without any work: something changes at the API server, the reconciler is called, and
 * its answer stands there. What an operator that keeps what it saw in statuses, and decides when it is called, takes at least.
 */
@ControllerConfiguration(name = "bare", generationAwareEventProcessing = false)
final class BareReconcile implements Reconciler<ConfigMap>, AutoCloseable {
    private static final String NAME = "bare";
    private static final String SEEN = "seen";

    private static final int WARM_UP = 50;

    private final KubernetesClient kube;
    private final Operator operator;
    private final LinkedBlockingQueue<String> written = new LinkedBlockingQueue<>();
    private int trips;

    /** Begins, and makes some trips that do not count. */
    BareReconcile(KubernetesClient kube) throws InterruptedException {
        this.kube = kube;
        operator = new Operator(configuration -> configuration.withKubernetesClient(kube));
        operator.register(this, configuration -> configuration.settingNamespace(Shape.NAMESPACE));
        operator.start();
        var unused = roundTrips(WARM_UP);
    }

    /** Milliseconds of each of so many round trips, one after the other. */
    List<Double> roundTrips(int count) throws InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String number = String.valueOf(trips++);
            long began = System.nanoTime();
            kube.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withNamespace(Shape.NAMESPACE)
                            .withName(NAME)
                            .endMetadata()
                            .addToData("number", number)
                            .build())
                    .fieldManager("bench")
                    .serverSideApply();
            await(number);
            times.add((System.nanoTime() - began) / 1e6);
        }
        return times;
    }

    @Override
    public void close() {
        operator.stop();
    }

    /** A change may be reconciled twice, where the cache does not have the answer yet. */
    private void await(String number) throws InterruptedException {
        String last = "";
        while (!last.equals(number)) {
            last = written.poll(30, TimeUnit.SECONDS);
            if (last == null) {
                throw new IllegalStateException("round trip " + number + " did not come to its end");
            }
        }
    }

    @Override
    public UpdateControl<ConfigMap> reconcile(ConfigMap there, Context<ConfigMap> context) {
        String number = Objects.requireNonNullElse(there.getData().get("number"), "");
        var annotations = there.getMetadata().getAnnotations();
        if (!NAME.equals(there.getMetadata().getName())
                || annotations != null && number.equals(annotations.get(SEEN))) {
            return UpdateControl.noUpdate();
        }
        kube.configMaps()
                .inNamespace(Shape.NAMESPACE)
                .withName(NAME)
                .edit(map -> new ConfigMapBuilder(map)
                        .editMetadata()
                        .addToAnnotations(SEEN, number)
                        .endMetadata()
                        .build());
        written.add(number);
        return UpdateControl.noUpdate();
    }
}
