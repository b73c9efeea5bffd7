package io.regionalfailover.kubectl;

import io.regionalfailover.kubectl.view.Paint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What stands between a person and this program.
 *
 * @param in what is typed
 * @param out results
 * @param err what went wrong, and questions
 * @param person true when somebody can answer: input is a terminal
 * @param screen true when somebody looks: output is a terminal that can show colours
 */
record Terminal(BufferedReader in, PrintWriter out, PrintWriter err, boolean person, boolean screen) {
    /** When output is coloured. */
    enum Colour {
        /** On a terminal, unless NO_COLOR is set. */
        auto,
        always,
        never
    }

    Paint paint(Colour colour) {
        boolean coloured = switch (colour) {
            case auto -> screen;
            case always -> true;
            case never -> false;
        };
        return coloured ? Paint.COLOURED : Paint.PLAIN;
    }

    void show(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    void show(String line) {
        show(List.of(line));
    }

    /** Asks; anything but yes is no. */
    boolean agrees(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return false;
        }
    }
}
