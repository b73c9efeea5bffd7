package io.regionalfailover.dns.gate;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.testing.fuzz.Parser;
import java.util.List;

/** The parser of the files in which gates outlive the process. */
public final class GateParsers {
    private GateParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(Parser.ofText(
                "gate-state",
                List.of(
                        "rfg1\n",
                        "rfg1\npolicy shop/api\npolicy shop/checkout\nevacuate us-east-1\n"
                                + "evacuate us-east-1 shop/checkout 42\n"),
                GateParsers::state));
    }

    private static void state(String text) {
        GateState.parse(text)
                .ifPresent(state -> require(state.text().equals(text), "a state that is another one when it was kept"));
    }
}
