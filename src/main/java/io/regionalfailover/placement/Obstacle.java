package io.regionalfailover.placement;

import io.regionalfailover.decision.RoomTrial;

/** What kept a cluster from doing as asked. Made into a result at the room's edge; never leaves it. */
final class Obstacle extends Exception {
    private static final long serialVersionUID = 1L;

    /** The API server's words. */
    private static final String NO_DRY_RUN = "does not support dry run";

    /** What it means to whoever asked. */
    enum Kind {
        /** No such object or kind, or nothing that could be counted or scaled. */
        MISSING,
        /** The cluster said no; waiting does not help. */
        REFUSED,
        /** No answer, or none that could be used. */
        UNREACHABLE,
        /** The object is not what was read. */
        CONFLICT
    }

    private final Kind kind;

    Obstacle(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    private String sentence() {
        return String.valueOf(getMessage());
    }

    Sighting asSighting() {
        return switch (kind) {
            case MISSING -> new Sighting.Missing(sentence());
            case REFUSED -> new Sighting.Refused(sentence());
            case UNREACHABLE, CONFLICT -> new Sighting.Unreachable(sentence());
        };
    }

    Scaled asScaled() {
        return switch (kind) {
            case MISSING -> new Scaled.Missing(sentence());
            case REFUSED -> new Scaled.Refused(sentence());
            case UNREACHABLE -> new Scaled.Unreachable(sentence());
            case CONFLICT -> new Scaled.Outdated(sentence());
        };
    }

    /** A webhook that does not take part in dry runs says nothing of what it would say to a write. */
    RoomTrial asTrial(int asked) {
        boolean says =
                kind == Kind.MISSING || kind == Kind.REFUSED && !sentence().contains(NO_DRY_RUN);
        return says ? new RoomTrial.Refused(asked, sentence()) : new RoomTrial.Unknown(asked, sentence());
    }

    Reach asReach() {
        return switch (kind) {
            case REFUSED -> new Reach.Refused(sentence());
            case MISSING, UNREACHABLE, CONFLICT -> new Reach.Unreachable(sentence());
        };
    }
}
