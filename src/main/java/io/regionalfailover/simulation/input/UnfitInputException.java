package io.regionalfailover.simulation.input;

/** What was handed in cannot be used. The message names the file and the field, what was found and what is allowed. */
public final class UnfitInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence for a person */
    public UnfitInputException(String sentence) {
        super(sentence, null, false, false);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
