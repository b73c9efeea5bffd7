package io.regionalfailover.operator;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.regionalfailover.dns.embedded.EmbeddedDns;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The embedded DNS server, as it answers for the zones on disk from the first moment of a process. All that it needs are the settings:
 * beans, the API server and peers take seconds, and may not be there.
 */
final class EarlyDns {
    private static final Logger LOG = Logger.getLogger(EarlyDns.class);
    /** From where the process begins to where its parts are put together, which knows nothing of how it began. */
    private static final AtomicReference<Optional<EmbeddedDns>> BEGUN = new AtomicReference<>(Optional.empty());

    private EarlyDns() {}

    /** Begins to answer. What keeps it from that is said when the application starts, by the sentences that are there for it. */
    static void begin() {
        try {
            Settings settings = ConfigUtils.configBuilder()
                    .withMapping(Settings.class)
                    .build()
                    .getConfigMapping(Settings.class);
            begin(settings.dns().embedded(), Identity.vantagePoint(settings.region()));
        } catch (RuntimeException e) {
            LOG.debug("The embedded DNS server begins with everything else", e);
        }
    }

    /**
     * Begins to answer.
     *
     * @param instance this instance, as peers know it
     * @throws IllegalArgumentException when the settings are not fit, with a sentence
     */
    static void begin(Settings.Dns.Embedded settings, String instance) {
        EmbeddedDns dns = EmbeddedMaker.server(settings, instance);
        BEGUN.set(Optional.of(dns));
        dns.start();
    }

    /** The server that has begun; empty when there is none, or it was taken before. */
    static Optional<EmbeddedDns> take() {
        return BEGUN.getAndSet(Optional.empty());
    }
}
