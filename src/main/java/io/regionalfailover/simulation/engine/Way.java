package io.regionalfailover.simulation.engine;

/** In which direction a way is cut. */
public enum Way {
    /** What is sent does not arrive. */
    THERE,
    /** What is answered does not arrive. */
    BACK,
    /** Neither arrives. */
    BOTH
}
