package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a cell goes by among instances: how many labels its zone's apex has, a slash, and its fence's name, which has no asterisk where the
 * cell's has one.
 */
final class CellKey {
    private CellKey() {}

    /** A cell of a zone. */
    record Parsed(DnsName apex, DnsName cell) {}

    static String of(DnsName apex, DnsName cell) {
        return labels(apex) + "/" + Cell.names(cell).getLast();
    }

    /** @param apexes of zones that there are */
    static Optional<Parsed> parse(String key, Collection<DnsName> apexes) {
        int slash = key.indexOf('/');
        DnsName cell = Cell.nameOf(DnsName.of(key.substring(slash + 1)));
        return apexes.stream()
                .filter(cell::isWithin)
                .filter(apex -> key.substring(0, slash).equals(Integer.toString(labels(apex))))
                .findFirst()
                .map(apex -> new Parsed(apex, cell));
    }

    /**
     * Cells as another instance has them, by the apex of their zone.
     *
     * @param texts by key, anything at all
     * @param refused gets a sentence without its end for each that is no cell, or none of its key
     */
    static Map<DnsName, List<Cell>> byZone(Map<String, String> texts, Consumer<String> refused) {
        Map<DnsName, List<Cell>> byZone = new HashMap<>();
        texts.forEach((key, text) -> {
            try {
                Cell cell = Cell.parse(text);
                byZone.computeIfAbsent(apex(key, cell), apex -> new ArrayList<>())
                        .add(cell);
            } catch (RuntimeException e) {
                refused.accept(
                        "What another instance tells of an embedded zone cannot be read (" + e.getMessage() + ")");
            }
        });
        return byZone;
    }

    private static DnsName apex(String key, Cell cell) {
        int labels = Integer.parseInt(key.substring(0, key.indexOf('/')));
        String apex = cell.name().text();
        for (int over = labels(cell.name()) - labels; over > 0; over--) {
            apex = apex.substring(apex.indexOf('.') + 1);
        }
        DnsName zone = DnsName.of(apex);
        if (!key.equals(of(zone, cell.name()))) {
            throw new IllegalArgumentException("\"" + key + "\" is not the key of " + cell.name());
        }
        return zone;
    }

    private static int labels(DnsName name) {
        return (int) name.text().chars().filter(c -> c == '.').count() + 1;
    }
}
