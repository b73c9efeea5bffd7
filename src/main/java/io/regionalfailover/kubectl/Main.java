package io.regionalfailover.kubectl;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import picocli.CommandLine;

/** Where the program begins. */
public final class Main {
    /** Set by the launcher, which knows without asking: which of input and output are terminals. */
    private static final String TERMINALS = "kubectl.failover.terminals";

    private Main() {}

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        Terminal terminal = terminal();
        int code = run(terminal, arguments);
        terminal.out().flush();
        terminal.err().flush();
        Runtime.getRuntime().exit(code);
    }

    private static int run(Terminal terminal, String[] arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (first.equals(Warmup.NAME)) {
            return Warmup.run();
        }
        CommandLine line =
                KubectlFailover.commandLine(new Session(terminal, InstantSource.system(), KubernetesCluster::open));
        if (first.equals(Completion.NAME)) {
            terminal.show(Completion.of(line, Arrays.copyOfRange(arguments, 1, arguments.length)));
            return Exit.DONE;
        }
        return line.execute(arguments);
    }

    private static Terminal terminal() {
        String terminals = System.getProperty(TERMINALS, "");
        String dumb = System.getenv("TERM");
        boolean screen = terminals.contains("out") && isUnset("NO_COLOR") && !"dumb".equals(dumb);
        Charset charset = charset();
        return new Terminal(
                new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), charset)),
                writer(FileDescriptor.out, charset),
                writer(FileDescriptor.err, charset),
                terminals.contains("in"),
                screen);
    }

    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", "");
        return name.isEmpty() || !Charset.isSupported(name) ? StandardCharsets.UTF_8 : Charset.forName(name);
    }

    private static PrintWriter writer(FileDescriptor to, Charset charset) {
        return new PrintWriter(new FileOutputStream(to), true, charset);
    }

    private static boolean isUnset(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isEmpty();
    }
}
