package io.regionalfailover.bench;

/** One kind of work that is measured. It runs in a process of its own, which ends after it. */
interface Row {
    /** What {@code make bench ROWS=…} calls it. */
    String name();

    /** Whether it is measured when no rows are named: one that takes long is not. */
    default boolean isUsual() {
        return true;
    }

    /**
     * Measures.
     *
     * @param setting what the run is given
     * @return the figures, in the order in which they are to be read
     */
    Report run(Setting setting) throws Exception;
}
