package io.regionalfailover.operator.secrets;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Secret and the watch of its name. */
final class FollowedSecret implements AutoCloseable {
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;

    private final Secrets.Key key;
    private final Consumer<Secrets.Key> changed;
    private final SharedIndexInformer<Secret> informer;
    private final CountDownLatch known = new CountDownLatch(1);
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile Instant askedAt = Instant.EPOCH;
    private volatile Secrets.@Nullable Found found;
    private volatile boolean closed;

    /** @param changed is told when something else is found than before */
    FollowedSecret(KubernetesClient client, Secrets.Key key, Consumer<Secrets.Key> changed) {
        this.key = key;
        this.changed = changed;
        this.informer = client.secrets()
                .inNamespace(key.namespace())
                .withName(key.name())
                .runnableInformer(0)
                .exceptionHandler((started, failure) -> {
                    failed(failure);
                    return !closed;
                })
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Secret secret) {
                        note(present(secret));
                    }

                    @Override
                    public void onUpdate(Secret before, Secret secret) {
                        note(present(secret));
                    }

                    @Override
                    public void onDelete(Secret secret, boolean finalStateUnknown) {
                        note(new Secrets.Absent());
                    }
                });
    }

    void askedAt(Instant now) {
        askedAt = now;
    }

    Instant askedAt() {
        return askedAt;
    }

    /** What is known; waits for it at most so long. */
    Secrets.Found read(Duration longest) {
        if (begun.compareAndSet(false, true)) {
            informer.start().thenRun(this::listed);
        }
        try {
            if (!known.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                noteIfUnknown(unreadable("the API server did not answer within " + longest.toSeconds() + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Secrets.Found now = found;
        return now == null ? unreadable("the process is ending") : now;
    }

    /** The first list is in; events for what it held may still be on their way. */
    private void listed() {
        List<Secret> there = informer.getStore().list();
        Secrets.Found now = found;
        if (now == null || now instanceof Secrets.Unreadable) {
            note(there.isEmpty() ? new Secrets.Absent() : present(there.getFirst()));
        }
    }

    private void failed(Throwable failure) {
        noteIfUnknown(unreadable(
                switch (status(failure)) {
                    case FORBIDDEN, UNAUTHORIZED ->
                        "the operator has no right to list and watch it in namespace \"" + key.namespace() + "\"";
                    case 0 -> "the API server cannot be reached";
                    default -> "the API server answers with status " + status(failure);
                }));
    }

    /** The HTTP status behind a failure, 0 when there was no answer. */
    private static int status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException refused && refused.getCode() != 0) {
                return refused.getCode();
            }
        }
        return 0;
    }

    /** A failure says nothing about a Secret that was read: what it was goes on. */
    private void noteIfUnknown(Secrets.Unreadable why) {
        tellIf(replace(why, false));
    }

    private void note(Secrets.Found now) {
        tellIf(replace(now, true));
    }

    /** Returns whether somebody was told otherwise before. */
    private synchronized boolean replace(Secrets.Found now, boolean whatWasRead) {
        Secrets.Found before = found;
        boolean wasRead = before != null && !(before instanceof Secrets.Unreadable);
        if (wasRead && !whatWasRead) {
            return false;
        }
        found = now;
        known.countDown();
        return before != null && !before.equals(now);
    }

    private void tellIf(boolean different) {
        if (different && !closed) {
            changed.accept(key);
        }
    }

    private Secrets.Unreadable unreadable(String why) {
        return new Secrets.Unreadable("Secret " + key + " cannot be read: " + why);
    }

    private static Secrets.Present present(Secret secret) {
        Map<String, byte[]> data = new HashMap<>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((entry, value) ->
                            data.put(entry, Base64.getDecoder().decode(value)));
        }
        return new Secrets.Present(data);
    }

    @Override
    public void close() {
        closed = true;
        informer.stop();
    }
}
