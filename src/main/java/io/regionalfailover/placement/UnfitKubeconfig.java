package io.regionalfailover.placement;

/** A kubeconfig cannot be used. Its sentence holds names of fields and entries, never a value that may be secret. */
final class UnfitKubeconfig extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 40;

    UnfitKubeconfig(String field, String found, String allowed) {
        super(field + " " + found + "; allowed is " + allowed);
    }

    UnfitKubeconfig(String sentence) {
        super(sentence);
    }

    /** For a person. */
    String sentence() {
        return String.valueOf(getMessage());
    }

    /** A name from the file, in quotation marks, of printable characters and not longer than a line takes. */
    static String quoted(String name) {
        String printable = name.replaceAll("[^ -~]", "?");
        return "\"" + (printable.length() > LONGEST_NAME ? printable.substring(0, LONGEST_NAME) + "..." : printable)
                + "\"";
    }
}
