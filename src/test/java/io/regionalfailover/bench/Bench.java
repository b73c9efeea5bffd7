package io.regionalfailover.bench;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Measures one row, or prints the table of what rows have found. */
public final class Bench {
    /** A new row gets its place here. */
    private static final List<Row> ROWS = List.of(
            new DecisionRow(),
            new HotPathRow(),
            new FleetRow(),
            new ProbesRow(),
            new StartRow(),
            new ServersRow(),
            new LargeRow());

    private Bench() {}

    /**
     * {@code rows} (prints the names of the usual ones), {@code machine FOLDER}, {@code row NAME FOLDER SECONDS} or {@code table FOLDER}.
     *
     * @param arguments one of these
     */
    public static void main(String[] arguments) throws Exception {
        int code = 0;
        try {
            switch (arguments[0]) {
                case "rows" -> ROWS.stream().filter(Row::isUsual).map(Row::name).forEach(System.out::println);
                case "machine" -> write(Path.of(arguments[1], Table.MACHINE), Machine.here());
                case "row" -> measure(arguments[1], Path.of(arguments[2]), Long.parseLong(arguments[3]));
                case "table" -> System.out.print(Table.of(Path.of(arguments[1])).text());
                default -> throw new IllegalArgumentException(arguments[0] + " is none of rows, machine, row, table");
            }
        } catch (Exception e) {
            e.printStackTrace();
            code = 1;
        } finally {
            // Threads of libraries would keep the process.
            System.out.flush();
            Runtime.getRuntime().halt(code);
        }
    }

    private static void measure(String name, Path folder, long seconds) throws Exception {
        Row row = ROWS.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no row " + name + "; there are "
                        + ROWS.stream().map(Row::name).toList()));
        Path own = Files.createDirectories(folder.resolve(name));
        Report report = row.run(new Setting(own.toAbsolutePath(), Duration.ofSeconds(seconds)));
        write(folder.resolve(name + ".json"), report);
    }

    private static void write(Path file, Object content) throws Exception {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                Serialization.jsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    }
}
