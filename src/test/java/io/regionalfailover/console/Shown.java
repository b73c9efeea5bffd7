package io.regionalfailover.console;

import static io.regionalfailover.console.CardMaker.policy;

/** Shows what a test says. */
final class Shown implements Source {
    ConsoleView view = CardMaker.view(policy("checkout", "Steady"));
    boolean open;
    int asked;

    @Override
    public void open() {
        open = true;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public ConsoleView view() {
        asked++;
        return view;
    }
}
