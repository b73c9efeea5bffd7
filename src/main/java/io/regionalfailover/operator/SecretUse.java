package io.regionalfailover.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which resources of one kind rest on which Secrets; has those reconciled again whose Secret changed.
 *
 * @param <P> the kind
 */
final class SecretUse<P extends HasMetadata> {
    private final Secrets secrets;
    private final Map<ResourceID, Set<Secrets.Key>> used = new ConcurrentHashMap<>();
    private final SimpleInboundEventSource<P> changes = new SimpleInboundEventSource<>("secrets");

    SecretUse(Secrets secrets) {
        this.secrets = secrets;
        secrets.onChange(key -> used.forEach((user, keys) -> {
            if (keys.contains(key)) {
                changes.propagateEvent(user);
            }
        }));
    }

    /** What has a resource reconciled; for the one controller of the kind. */
    SimpleInboundEventSource<P> changes() {
        return changes;
    }

    /** What is in the Secrets that a resource rests on now; forgets those that it rested on before. May block, see {@link Secrets#get}. */
    Map<Secrets.Key, Secrets.Found> read(ResourceID user, Set<Secrets.Key> keys) {
        if (keys.isEmpty()) {
            used.remove(user);
            return Map.of();
        }
        // Noted first: what changes while it is read is told.
        used.put(user, Set.copyOf(keys));
        Map<Secrets.Key, Secrets.Found> found = new HashMap<>();
        keys.forEach(key -> found.put(key, secrets.get(key)));
        return found;
    }

    /** A resource is gone. */
    void forget(ResourceID user) {
        used.remove(user);
    }
}
