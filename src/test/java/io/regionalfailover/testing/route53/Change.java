package io.regionalfailover.testing.route53;

/**
 * One element of a change batch.
 *
 * @param action what to do
 * @param set with which record set
 */
public record Change(Action action, RecordSet set) {

    /** What a change does. */
    public enum Action {
        CREATE,
        DELETE,
        UPSERT
    }

    /** Returns the creation of a set. */
    public static Change create(RecordSet set) {
        return new Change(Action.CREATE, set);
    }

    /** Returns the deletion of a set. */
    public static Change delete(RecordSet set) {
        return new Change(Action.DELETE, set);
    }

    /** Returns the creation or replacement of a set. */
    public static Change upsert(RecordSet set) {
        return new Change(Action.UPSERT, set);
    }
}
