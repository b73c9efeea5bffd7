package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.FenceCodec;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Type;

/**
 * What instances take from each other as a whole or not at all: everything at a name and the fence beside it. Without sets it says that they are
 * gone.
 *
 * @param name never a fence's
 * @param sets at the name and at its fence's, in any order
 */
record Cell(DnsName name, Stamp stamp, List<StoredSet> sets) {
    Cell {
        sets = List.copyOf(sets);
    }

    /** The name of the cell that a name belongs to. */
    static DnsName nameOf(DnsName name) {
        return name.fenced().orElse(name);
    }

    /** The names that a cell is made of: its own and, unless that is too long to have one, its fence's. */
    static List<DnsName> names(DnsName cell) {
        return cell.text().length() > cell.longestWithFence() ? List.of(cell) : List.of(cell, cell.fence());
    }

    /** The epoch of the fence among some sets; 0 without one. */
    static long epoch(List<StoredSet> sets) {
        return sets.stream()
                .map(StoredSet::written)
                .filter(set -> set.name().fenced().isPresent())
                .map(FenceCodec::ofSet)
                .mapToLong(parsed -> parsed instanceof FenceCodec.Parsed.Valid(var fence) ? fence.epoch() : 0)
                .max()
                .orElse(0);
    }

    /**
     * Whether this takes the place of another one of its name. Two stamps are only ever the same where an instance wrote twice
     * under one: it has lost a state in between. Then the text decides, so that all instances still agree.
     */
    boolean isNewerThan(Cell other) {
        int order = stamp.compareTo(other.stamp);
        return order > 0 || order == 0 && text().compareTo(other.text()) > 0;
    }

    /** What makes it unfit to be answered from; empty when nothing does. A plan without anybody to serve is none. */
    Optional<String> fault() {
        List<WireSet> beside = sets.stream()
                .filter(set -> set.written().name().equals(name))
                .map(StoredSet::wire)
                .toList();
        boolean fenced = sets.stream().anyMatch(set -> !set.written().name().equals(name));
        if (fenced && beside.isEmpty()) {
            return Optional.of("a fence stands beside nothing");
        }
        for (int type : new int[] {Type.A, Type.AAAA, Type.CNAME}) {
            List<WireSet> ofType =
                    beside.stream().filter(set -> set.type() == type).toList();
            if (fenced && !ofType.isEmpty() && ofType.stream().noneMatch(set -> set.weight() > 0)) {
                return Optional.of("no " + Type.string(type) + " has a weight");
            }
        }
        return epoch(sets) == stamp.epoch() ? Optional.empty() : Optional.of("it is not of the epoch of its fence");
    }

    /** As it stands in a file, and is told to other instances. */
    String text() {
        StringBuilder text = new StringBuilder();
        SetLines.line(text, "cell", name + " " + stamp);
        sets.stream().map(StoredSet::lines).sorted().forEach(text::append);
        return text.toString();
    }

    /** @throws IllegalArgumentException when it is not what {@link #text} makes of a cell that can be answered from */
    static Cell parse(String text) {
        SetLines lines = new SetLines();
        Cell[] head = new Cell[1];
        lines.read(text.lines().iterator(), (word, rest) -> {
            if (!word.equals("cell") || head[0] != null) {
                throw new IllegalArgumentException("there is no line \"" + word + "\" in a cell");
            }
            head[0] = head(rest);
        });
        if (head[0] == null) {
            throw new IllegalArgumentException("it has no line \"cell\"");
        }
        DnsName name = head[0].name();
        List<StoredSet> sets = new ArrayList<>();
        lines.sets().forEach((at, some) -> {
            if (!nameOf(at).equals(name)) {
                throw new IllegalArgumentException(at + " is no part of the cell " + name);
            }
            sets.addAll(some);
        });
        return new Cell(name, head[0].stamp(), sets);
    }

    /** A name and a stamp. */
    static Cell head(String rest) {
        int space = rest.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("\"" + rest + "\" is no cell");
        }
        DnsName name = DnsName.of(rest.substring(0, space));
        if (!nameOf(name).equals(name)) {
            throw new IllegalArgumentException(name + " is a fence and no cell");
        }
        return new Cell(name, Stamp.parse(rest.substring(space + 1)), List.of());
    }
}
