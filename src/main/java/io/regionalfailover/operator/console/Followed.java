package io.regionalfailover.operator.console;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The resources of one kind, as cards. Each is turned into one when it changes, so that whoever looks costs nothing more. For
 * several threads.
 */
final class Followed<R extends HasMetadata, C> implements AutoCloseable {
    private static final long PAGE = 500;

    private final Map<String, C> cards = new ConcurrentHashMap<>();
    private final List<SharedIndexInformer<R>> informers = new ArrayList<>();

    /**
     * Begins to follow. Returns at once; an API server that does not answer is asked again for as long as it takes.
     *
     * @param namespaces whose; all of them when empty, and for kinds that stand in none
     */
    Followed(KubernetesClient client, Class<R> kind, List<String> namespaces, Function<R, C> card) {
        if (namespaces.isEmpty()) {
            informers.add(
                    client.resources(kind).inAnyNamespace().withLimit(PAGE).runnableInformer(0));
        }
        for (String namespace : namespaces) {
            informers.add(client.resources(kind)
                    .inNamespace(namespace)
                    .withLimit(PAGE)
                    .runnableInformer(0));
        }
        for (SharedIndexInformer<R> informer : informers) {
            informer.exceptionHandler((started, fault) -> true);
            informer.addEventHandler(new ResourceEventHandler<>() {
                @Override
                public void onAdd(R resource) {
                    cards.put(key(resource), card.apply(resource));
                }

                @Override
                public void onUpdate(R before, R now) {
                    cards.put(key(now), card.apply(now));
                }

                @Override
                public void onDelete(R resource, boolean unseen) {
                    cards.remove(key(resource));
                }
            });
            var unused = informer.start();
        }
    }

    private static String key(HasMetadata resource) {
        return resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName();
    }

    /** What there is, in no order. */
    List<C> cards() {
        return List.copyOf(cards.values());
    }

    /** Whether all of it was read once. */
    boolean isRead() {
        return informers.stream().allMatch(SharedIndexInformer::hasSynced);
    }

    /** Whether the API server tells what changes. */
    boolean isTold() {
        return informers.stream().allMatch(SharedIndexInformer::isWatching);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }
}
