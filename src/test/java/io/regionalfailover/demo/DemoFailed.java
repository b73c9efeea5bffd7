package io.regionalfailover.demo;

/** The demonstration did not go as it should; the message is a sentence for a person. */
final class DemoFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailed(String message) {
        super(message);
    }
}
