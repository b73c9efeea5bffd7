package io.regionalfailover.simulation.command;

import picocli.CommandLine;

/** Runs {@link SimulateCommand} by itself. */
public final class SimulateMain {
    private SimulateMain() {}

    /** @param arguments those of the command, without its name */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }
}
