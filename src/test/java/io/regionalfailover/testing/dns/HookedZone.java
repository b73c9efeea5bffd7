package io.regionalfailover.testing.dns;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A zone at whose next request something else happens first: what comes in while it is on its way, or a provider that breaks its
 * contract and throws.
 */
public final class HookedZone implements DnsProvider {
    /** What is asked of the provider. */
    public enum Request {
        READ,
        APPLY,
        IN_FORCE,
        NAMESERVERS
    }

    private final DnsProvider zone;
    private final Map<Request, Runnable> hooks = new HashMap<>();

    public HookedZone(DnsProvider zone) {
        this.zone = zone;
    }

    /** Happens once, before the next request of this kind is answered. */
    public void atNext(Request request, Runnable hook) {
        hooks.put(request, hook);
    }

    /** The next request of this kind throws. */
    public void throwAtNext(Request request) {
        atNext(request, () -> {
            throw new IllegalStateException("on demand");
        });
    }

    private void happens(Request request) {
        Runnable hook = hooks.remove(request);
        if (hook != null) {
            hook.run();
        }
    }

    @Override
    public ReadResult read(Set<DnsName> names) {
        happens(Request.READ);
        return zone.read(names);
    }

    @Override
    public ApplyResult apply(List<Change> changes, String comment) {
        happens(Request.APPLY);
        return zone.apply(changes, comment);
    }

    @Override
    public ForceResult inForce(String changeId) {
        happens(Request.IN_FORCE);
        return zone.inForce(changeId);
    }

    @Override
    public NameserverResult nameservers() {
        happens(Request.NAMESERVERS);
        return zone.nameservers();
    }

    @Override
    public Limits limits() {
        return zone.limits();
    }
}
