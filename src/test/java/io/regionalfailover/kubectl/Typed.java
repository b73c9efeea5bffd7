package io.regionalfailover.kubectl;

import io.regionalfailover.testing.kubectl.PolicyFixture;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was typed, and what came of it. */
record Typed(int code, String out, String err) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** The terminal that it is typed at. */
    enum At {
        /** Input and output are files. */
        A_PIPE,
        /** A person who looks, and says y. */
        YES,
        /** A person who looks, and says nothing. */
        SILENCE
    }

    /** A terminal at which nobody is, and of which nothing is kept. */
    static Terminal nobody() {
        return new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                false,
                false);
    }

    /** Runs a command line, its quotes understood. */
    static Typed run(Cluster cluster, At at, String commandLine) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        boolean person = at != At.A_PIPE;
        Terminal terminal = new Terminal(
                new BufferedReader(new StringReader(at == At.YES ? "y\n" : "\n")),
                new PrintWriter(out),
                new PrintWriter(err),
                person,
                person);
        Session session =
                new Session(terminal, InstantSource.fixed(PolicyFixture.NOW), (kubeconfig, context) -> cluster);
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(commandLine);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        int code = KubectlFailover.commandLine(session).execute(words.toArray(String[]::new));
        terminal.out().flush();
        terminal.err().flush();
        return new Typed(code, out.toString(), err.toString());
    }
}
