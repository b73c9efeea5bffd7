package io.regionalfailover.peers;

/** What came is not a message of this version. Its text says what is wrong and repeats nothing of what came. */
final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedMessageException(String message) {
        super(message);
    }
}
