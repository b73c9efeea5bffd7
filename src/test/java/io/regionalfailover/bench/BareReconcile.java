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
final class BareReconcile implements Reconciler<ConfigMap> {
    private static final String NAME = "bare";
    private static final String SEEN = "seen";

    private final KubernetesClient kube;
    private final LinkedBlockingQueue<String> written = new LinkedBlockingQueue<>();

    private BareReconcile(KubernetesClient kube) {
        this.kube = kube;
    }

    /** Milliseconds of each round trip, after some that do not count. */
    static Times roundTrips(KubernetesClient kube, int count) throws InterruptedException {
        BareReconcile reconciler = new BareReconcile(kube);
        Operator operator = new Operator(configuration -> configuration.withKubernetesClient(kube));
        operator.register(reconciler, configuration -> configuration.settingNamespace(Shape.NAMESPACE));
        operator.start();
        try {
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < count + count / 4; i++) {
                String number = String.valueOf(i);
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
                reconciler.await(number);
                if (i >= count / 4) {
                    times.add((System.nanoTime() - began) / 1e6);
                }
            }
            return Times.of(times);
        } finally {
            operator.stop();
        }
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
