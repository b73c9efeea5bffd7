package io.regionalfailover.peers.http;

import java.nio.file.Path;

/** A peer that is a process of its own. */
final class PeerMain {
    private PeerMain() {}

    public static void main(String[] folder) throws InterruptedException {
        PeerBench bench = new PeerBench(Path.of(folder[0])).withToken(PeerBench.TOKEN);
        System.out.println("port " + bench.listenPlain("127.0.0.1"));
        Thread.currentThread().join();
    }
}
