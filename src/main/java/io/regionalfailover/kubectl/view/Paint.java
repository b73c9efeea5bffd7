package io.regionalfailover.kubectl.view;

/** Colours for a terminal, or none: what is piped stays plain text. */
public enum Paint {
    /** With colours, by the escape sequences that every terminal knows. */
    COLOURED,
    /** As it is. */
    PLAIN;

    /** What a colour says. */
    public enum Tone {
        GOOD("32"),
        NOTABLE("33"),
        BAD("31"),
        FAINT("2"),
        STRONG("1"),
        NONE("");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** The text in a tone. */
    public String of(Tone tone, String text) {
        return this == PLAIN || tone == Tone.NONE || text.isEmpty()
                ? text
                : "\033[" + tone.code + "m" + text + "\033[0m";
    }
}
