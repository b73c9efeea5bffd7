package io.regionalfailover.operator;

import io.regionalfailover.peers.PeerDesk;
import java.nio.charset.StandardCharsets;

/** Answers peers while this process carries out policies. A replica that waits for the Lease sees nothing and says so. */
final class ActiveDesk implements PeerDesk {
    private static final byte[] WAITING =
            "{\"version\":1,\"error\":\"waits for the Lease\"}".getBytes(StandardCharsets.UTF_8);

    private final Lifecycle lifecycle;
    private final PeerDesk peers;

    ActiveDesk(Lifecycle lifecycle, PeerDesk peers) {
        this.lifecycle = lifecycle;
        this.peers = peers;
    }

    @Override
    public Reply told(byte[] message) {
        return switch (lifecycle.phase()) {
            case STARTED -> peers.told(message);
            case STARTING -> {
                // Its API server may be away for long: what others publish in zones that it answers for counts here all
                // the same.
                peers.overheard(message);
                yield new Reply(503, WAITING);
            }
            default -> new Reply(503, WAITING);
        };
    }

    @Override
    public void overheard(byte[] message) {
        peers.overheard(message);
    }

    @Override
    public Reply asked(String policy) {
        return peers.asked(policy);
    }
}
