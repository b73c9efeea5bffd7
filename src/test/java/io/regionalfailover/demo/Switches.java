package io.regionalfailover.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lets people break things from a shell: a file that exists breaks what it is named for, removing it mends that. */
final class Switches {
    private enum Part {
        DATABASE,
        FRONTEND
    }

    private final Path folder;
    private final World world;
    private final Screen screen;
    private final Set<Site> databasesGone = EnumSet.noneOf(Site.class);
    private final Set<Site> frontendsGone = EnumSet.noneOf(Site.class);

    Switches(Path folder, World world, Screen screen) {
        this.folder = folder;
        this.world = world;
        this.screen = screen;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commands that break something, each with what it does. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        for (Site site : Site.values()) {
            commands.add("touch " + file(Part.DATABASE, site) + "   # its name stops resolving");
        }
        commands.add("touch " + file(Part.FRONTEND, Site.EAST) + "   # connections are refused");
        commands.add("rm " + folder + "/*   # all is well again");
        return commands;
    }

    /** Makes the world say what the files say. */
    void apply() {
        for (Site site : Site.values()) {
            boolean gone = Files.exists(file(Part.DATABASE, site));
            if (changes(databasesGone, site, gone)) {
                world.databaseName(site, !gone);
                screen.happened(Instant.now(), site.database() + (gone ? " stops resolving" : " resolves again"));
            }
            gone = Files.exists(file(Part.FRONTEND, site));
            if (changes(frontendsGone, site, gone)) {
                world.frontend(site, !gone);
                screen.happened(
                        Instant.now(), "the front end of " + site.region() + (gone ? " refuses" : " answers again"));
            }
        }
    }

    private static boolean changes(Set<Site> known, Site site, boolean gone) {
        return gone ? known.add(site) : known.remove(site);
    }

    private Path file(Part part, Site site) {
        return folder.resolve(part.name().toLowerCase(java.util.Locale.ROOT) + "-" + site.region());
    }
}
