package io.regionalfailover.health;

import java.io.IOException;

/** Tries a TCP probe once. */
final class TcpAttempt {

    private final Dialer dialer;
    private final Trust trust;

    TcpAttempt(Dialer dialer, Trust trust) {
        this.dialer = dialer;
        this.trust = trust;
    }

    ProbeResult run(TcpProbe probe, Deadline deadline) throws AttemptFailed {
        try (GuardedSocket socket = dialer.dial(probe.host(), probe.port(), deadline)) {
            try {
                if (probe.tls().isPresent()) {
                    Tls tls = probe.tls().get();
                    socket.secure(trust, tls, HostName.bare(tls.serverName().orElse(probe.host())));
                }
                return ProbeResult.PASSING;
            } catch (IOException e) {
                return IoFailure.of(e, socket);
            }
        }
    }
}
