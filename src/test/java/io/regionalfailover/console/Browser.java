package io.regionalfailover.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Remembers what it was sent; a deaf one reads nothing of it. */
final class Browser implements Viewer {
    final List<String> frames = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    boolean slow;
    boolean deaf;
    boolean ended;

    @Override
    public boolean keepsUp() {
        return !slow;
    }

    @Override
    public void send(byte[] frame) {
        sent.add(frame);
        frames.add(new String(frame, 0, Math.min(20, frame.length), UTF_8)
                .lines()
                .findFirst()
                .orElse(""));
        slow = slow || deaf;
    }

    @Override
    public void end() {
        ended = true;
    }
}
