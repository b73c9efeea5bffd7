package io.regionalfailover.dns.embedded;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what would stand in the log. */
final class Told implements Notices {
    final List<String> infos = new CopyOnWriteArrayList<>();
    final List<String> troubles = new CopyOnWriteArrayList<>();

    @Override
    public void info(String sentence) {
        infos.add(sentence);
    }

    @Override
    public void trouble(String sentence) {
        troubles.add(sentence);
    }
}
