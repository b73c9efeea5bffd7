package io.regionalfailover.operator.election;

/** Where the Lease is. Calls block, for a few seconds at most, and throw nothing. */
public interface LeaseStore extends AutoCloseable {
    /** What a read came to. */
    sealed interface Read {}

    /**
     * The Lease as it stands.
     *
     * @param holder who holds it; empty when it was given up
     * @param renewal differs whenever the holder has renewed it
     * @param version what a write must name
     */
    record Held(String holder, String renewal, String version) implements Read {}

    /** There is no such Lease yet. */
    record Missing() implements Read {}

    /** What a write came to. */
    enum Write {
        /** It stands. */
        DONE,
        /** Somebody else wrote in between. */
        OUTDATED,
        /** It is not known whether it stands. */
        UNKNOWN
    }

    /** No answer, or a refusal. */
    record Unreachable(String message) implements Read {}

    /** Reads it. */
    Read read();

    /** Creates it, held by this identity. */
    Write create(String holder);

    /**
     * Writes a holder and the time, if the version still stands.
     *
     * @param holder empty gives it up
     * @param before what was read
     */
    Write write(String holder, Held before);

    @Override
    void close();
}
