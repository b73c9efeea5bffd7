package io.regionalfailover.peers.http;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How peers are spoken with.
 *
 * @param peers the others, each once
 * @param tokenFile what all of them share; there unless nothing leaves this machine
 * @param identity the certificate that this instance shows, as a server and as a client; without, it is not served over TLS
 * @param caFile who signs the peers' certificates: those that they serve with, and those that they then have to show as clients;
 *     without, the JDK's roots and no certificates of clients
 * @param address that the TLS port is opened on
 * @param port for TLS; 0 for a free one
 */
public record PeerHttpOptions(
        List<PeerUrl> peers,
        Optional<Path> tokenFile,
        Optional<Identity> identity,
        Optional<Path> caFile,
        String address,
        int port) {
    private static final int MAX_PEERS = 32;
    private static final int MAX_PORT = 65_535;
    private static final String NOTHING = ". Nothing is started.";

    /** A certificate with its chain, and its key; in PEM. */
    public record Identity(Path certificateFile, Path keyFile) {}

    /** @throws IllegalArgumentException when they do not fit together, with a sentence that names the setting */
    public PeerHttpOptions {
        peers = List.copyOf(peers);
        refuseUnfit(peers);
        boolean leaves =
                identity.isPresent() || caFile.isPresent() || peers.stream().anyMatch(PeerUrl::secure);
        if (leaves && tokenFile.isEmpty()) {
            throw new IllegalArgumentException(
                    "regional-failover.peer-token-file is not set, and peers are spoken with over https; a file that holds"
                            + " the token which all of them share is needed, unless every peer is on this machine"
                            + NOTHING);
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("regional-failover.peer-tls.port: " + port + " is no port; 0 to "
                    + MAX_PORT + " are allowed" + NOTHING);
        }
    }

    private static void refuseUnfit(List<PeerUrl> peers) {
        if (peers.isEmpty() || peers.size() > MAX_PEERS) {
            throw new IllegalArgumentException("regional-failover.peers names " + peers.size() + " peers; 1 to "
                    + MAX_PEERS + " are allowed" + NOTHING);
        }
        Set<Object> seen = new HashSet<>();
        for (PeerUrl peer : peers) {
            if (!seen.add(peer.base())) {
                throw new IllegalArgumentException("regional-failover.peers: \"" + peer
                        + "\" stands there twice; each peer has one vote and is named once" + NOTHING);
            }
        }
    }

    /**
     * Reads the pair of files.
     *
     * @throws IllegalArgumentException when there is one without the other, with a sentence
     */
    public static Optional<Identity> identity(Optional<Path> certificateFile, Optional<Path> keyFile) {
        if (certificateFile.isPresent() != keyFile.isPresent()) {
            throw new IllegalArgumentException("regional-failover.peer-tls."
                    + (certificateFile.isPresent() ? "key-file" : "certificate-file")
                    + " is not set, and the other one of certificate-file and key-file is; both or none are allowed"
                    + NOTHING);
        }
        return certificateFile.flatMap(certificate -> keyFile.map(key -> new Identity(certificate, key)));
    }
}
