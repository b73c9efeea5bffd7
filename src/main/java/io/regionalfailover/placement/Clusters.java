package io.regionalfailover.placement;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The clusters of all regions. Regions whose kubeconfigs are the same share a client; a client that no region needs any
 * longer is closed, and what was under way on it ends as unreachable.
 */
public final class Clusters implements AutoCloseable {
    /** How a region's cluster is reached. */
    public sealed interface Setup {}

    /** It is the one this process stands in. */
    public record Local() implements Setup {}

    /**
     * By a kubeconfig. Shows nothing of it.
     *
     * @param kubeconfig as in the Secret; not to be changed
     */
    public record Remote(byte[] kubeconfig) implements Setup {
        @Override
        public String toString() {
            return "Remote[" + kubeconfig.length + " bytes]";
        }
    }

    /** What came of a setup. */
    public sealed interface Opening {}

    /**
     * It can be asked.
     *
     * @param cluster the region's
     * @param client speaks to its API server; not to be closed
     */
    public record Opened(KubernetesCluster cluster, KubernetesClient client) implements Opening {}

    /** @param message a sentence that names what was found in the kubeconfig and what is allowed */
    public record Unfit(String message) implements Opening {}

    private record Client(KubernetesClient connection, KubernetesCluster cluster) {}

    private final InstantSource clock;
    private final Opened local;
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();

    /**
     * @param local speaks to the cluster that this process stands in; the caller closes it
     * @param clock steady
     */
    public Clusters(KubernetesClient local, InstantSource clock) {
        this.clock = clock;
        this.local = new Opened(KubernetesCluster.of(local, clock), local);
    }

    /** The cluster of a region, opened anew when the setup is another one than before. Does not connect. */
    public synchronized Opening open(String region, Setup setup) {
        return switch (setup) {
            case Local() -> {
                leave(region);
                yield local;
            }
            case Remote(byte[] kubeconfig) -> remote(region, kubeconfig);
        };
    }

    private Opening remote(String region, byte[] kubeconfig) {
        String digest = digest(kubeconfig);
        Client known = clients.get(digest);
        if (known == null) {
            switch (Kubeconfig.of(kubeconfig)) {
                case Kubeconfig.Refused(String message) -> {
                    leave(region);
                    return new Unfit(message);
                }
                case Kubeconfig.Read(Kubeconfig read) -> {
                    try {
                        KubernetesClient connection = KubeconfigClient.open(read);
                        known = new Client(connection, KubernetesCluster.of(connection, clock));
                    } catch (UnfitKubeconfig e) {
                        leave(region);
                        return new Unfit("kubeconfig: " + e.sentence());
                    }
                }
            }
            clients.put(digest, known);
        }
        if (!digest.equals(digests.get(region))) {
            leave(region);
            digests.put(region, digest);
        }
        return new Opened(known.cluster(), known.connection());
    }

    /** A region has no cluster any longer. */
    public synchronized void leave(String region) {
        String digest = digests.remove(region);
        if (digest != null && !digests.containsValue(digest)) {
            Client unused = clients.remove(digest);
            if (unused != null) {
                unused.connection().close();
            }
        }
    }

    /** How many remote clusters are open. */
    public synchronized int open() {
        return clients.size();
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(client -> client.connection().close());
        clients.clear();
        digests.clear();
    }
}
