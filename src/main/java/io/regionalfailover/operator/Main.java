package io.regionalfailover.operator;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class Main {
    Main() {}

    /** Answers for the zones on disk, and then starts everything else. */
    public static void main(String... arguments) {
        EarlyDns.begin();
        Quarkus.run(arguments);
    }
}
