package io.regionalfailover.testing.dns;

import io.regionalfailover.dns.embedded.Notices;

/** Says nothing of what the embedded server has to tell. */
public final class Silence implements Notices {
    @Override
    public void info(String sentence) {}

    @Override
    public void trouble(String sentence) {}
}
