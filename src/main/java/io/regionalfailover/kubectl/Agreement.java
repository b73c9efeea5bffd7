package io.regionalfailover.kubectl;

import picocli.CommandLine.Option;

/** How what changes something is agreed to. */
final class Agreement {
    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask; needed where input is no terminal.")
    boolean yes;

    @Option(
            names = "--dry-run",
            description =
                    "Shows what would change, asks the API server whether it would accept it, and changes nothing.")
    boolean dryRun;
}
