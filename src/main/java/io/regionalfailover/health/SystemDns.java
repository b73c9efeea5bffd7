package io.regionalfailover.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;

/**
 * How this host resolves names, read anew for each look-up: these are two small files, and a container's can change.
 *
 * @param resolvConf usually {@code /etc/resolv.conf}
 * @param hosts usually {@code /etc/hosts}
 */
public record SystemDns(Path resolvConf, Path hosts) {

    /** The usual files. */
    public static final SystemDns DEFAULT = new SystemDns(Path.of("/etc/resolv.conf"), Path.of("/etc/hosts"));

    private static final int PORT = 53;
    private static final int MOST_RESOLVERS = 3;
    private static final int MOST_DOTS = 15;
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]+)]:([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3})");

    /**
     * Whom to ask, and which names to try.
     *
     * @param resolvers in order, at most three, at least one
     * @param search domains to append
     * @param dots names with at least as many dots are tried as they are first
     */
    record Settings(List<InetSocketAddress> resolvers, List<Name> search, int dots) {

        /** The absolute names that a name may mean, in order. */
        List<Name> candidates(Name name) {
            if (name.isAbsolute()) {
                return List.of(name);
            }
            List<Name> candidates = new ArrayList<>();
            for (Name domain : search) {
                try {
                    candidates.add(Name.concatenate(name, domain));
                } catch (NameTooLongException e) {
                    // What cannot be written cannot be meant.
                }
            }
            try {
                Name asItIs = Name.concatenate(name, Name.root);
                candidates.add(name.labels() - 1 >= dots ? 0 : candidates.size(), asItIs);
            } catch (NameTooLongException e) {
                // Likewise.
            }
            return candidates;
        }
    }

    /** Reads the settings; what cannot be read is left out. */
    Settings settings() {
        List<InetSocketAddress> resolvers = new ArrayList<>();
        List<Name> search = new ArrayList<>();
        int dots = 1;
        for (String line : lines(resolvConf)) {
            String[] words = line.strip().split("\\s+", -1);
            switch (words[0]) {
                case "nameserver" -> {
                    if (words.length > 1 && resolvers.size() < MOST_RESOLVERS) {
                        resolver(words[1]).ifPresent(resolvers::add);
                    }
                }
                case "search", "domain" -> {
                    search.clear();
                    search.addAll(domains(words));
                }
                case "options" -> dots = dots(words, dots);
                default -> {
                    // Comments, and options of other resolvers.
                }
            }
        }
        if (resolvers.isEmpty()) {
            resolvers.addAll(elsewhere());
        }
        return new Settings(List.copyOf(resolvers), List.copyOf(search), dots);
    }

    /** The addresses that the hosts file gives a name; {@code localhost} has some even if it does not. */
    List<InetAddress> hostsAddresses(String name) {
        String wanted = HostName.bare(name).toLowerCase(Locale.ROOT);
        List<InetAddress> found = new ArrayList<>();
        for (String line : lines(hosts)) {
            int comment = line.indexOf('#');
            String[] words =
                    (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+", -1);
            for (int i = 1; i < words.length; i++) {
                if (HostName.bare(words[i]).toLowerCase(Locale.ROOT).equals(wanted)) {
                    HostName.literal(words[0])
                            .filter(address -> !found.contains(address))
                            .ifPresent(found::add);
                }
            }
        }
        if (found.isEmpty() && (wanted.equals("localhost") || wanted.endsWith(".localhost"))) {
            found.add(InetAddress.ofLiteral("127.0.0.1"));
            found.add(InetAddress.ofLiteral("::1"));
        }
        return found;
    }

    /** An address, or {@code [address]:port} as some systems allow. */
    private static Optional<InetSocketAddress> resolver(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        return withPort.matches()
                ? HostName.literal(withPort.group(1))
                        .map(address -> new InetSocketAddress(address, Integer.parseInt(withPort.group(2))))
                : HostName.literal(text).map(address -> new InetSocketAddress(address, PORT));
    }

    /** Where there is no such file, dnsjava knows other places; at last resort this host, as the C library does. */
    private static List<InetSocketAddress> elsewhere() {
        List<InetSocketAddress> known = ResolverConfig.getCurrentConfig().servers();
        return known.isEmpty() ? List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), PORT)) : known;
    }

    private static List<Name> domains(String[] words) {
        List<Name> domains = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            try {
                domains.add(Name.fromString(words[i], Name.root));
            } catch (TextParseException e) {
                // Not a domain: nothing can be in it.
            }
        }
        return domains;
    }

    private static int dots(String[] words, int otherwise) {
        int dots = otherwise;
        for (String word : words) {
            if (word.matches("ndots:\\d{1,3}")) {
                dots = Math.min(MOST_DOTS, Integer.parseInt(word.substring("ndots:".length())));
            }
        }
        return dots;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
