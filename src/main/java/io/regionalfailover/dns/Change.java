package io.regionalfailover.dns;

/**
 * One line of a batch. An existing set is always changed by deleting it as it was read and creating the next, so that every
 * value believed in is asserted.
 *
 * @param action what is done
 * @param set to what
 */
public record Change(Action action, RecordSet set) {
    /** What is done; nothing is ever upserted. */
    public enum Action {
        DELETE,
        CREATE
    }
}
