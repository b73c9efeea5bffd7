package io.regionalfailover.console;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who is let in. A connection from this machine proves little: a port that is forwarded arrives from there, and so does what a
 * proxy in the same pod passes on, and a page of somebody else whose name was pointed here. So the name that was asked for is
 * looked at first; then a token, if there is one; and only a plain request of this very machine, to a name of it, needs none.
 *
 * @param openOnLoopback whether that last one is let in
 * @param hosts further names that the page is asked for by, in lower case
 */
public record Door(boolean openOnLoopback, Set<String> hosts) {
    private static final String BEARER = "Bearer ";
    private static final int LONGEST_TOKEN = 16_384;

    public Door {
        hosts = Set.copyOf(hosts);
    }

    /**
     * A request, as far as it says who comes.
     *
     * @param host the name that was asked for, without the port; empty when none was, or several
     * @param overLoopback whether both ends of the connection are loopback addresses
     * @param passedOn whether a proxy says that it passed it on
     * @param origin of the page that asks, if it says
     * @param site how the page that asks stands to this one, if the browser says
     * @param authorization of the header of that name
     */
    public record Knock(
            Optional<String> host,
            boolean overLoopback,
            boolean passedOn,
            Optional<String> origin,
            Optional<String> site,
            Optional<String> authorization) {}

    /** What is done about it. */
    public sealed interface Answer {
        /** It is let in. */
        record Open() implements Answer {}

        /** Whoever knows tokens is asked. */
        record Ask(String token) implements Answer {}

        /**
         * It is sent away.
         *
         * @param status of HTTP
         * @param sentence for a person
         */
        record Refused(int status, String sentence) implements Answer {}
    }

    /** For the page itself, which tells nothing. */
    public Answer toPage(Knock knock) {
        return misdirected(knock).<Answer>map(refused -> refused).orElseGet(Answer.Open::new);
    }

    /** For what is shown. */
    public Answer toData(Knock knock) {
        Optional<Answer.Refused> misdirected = misdirected(knock).or(() -> foreign(knock));
        if (misdirected.isPresent()) {
            return misdirected.get();
        }
        if (knock.authorization().isPresent()) {
            return token(knock.authorization().get());
        }
        boolean plain = knock.overLoopback()
                && !knock.passedOn()
                && knock.host().filter(Door::isLoopback).isPresent();
        return openOnLoopback && plain
                ? new Answer.Open()
                : new Answer.Refused(
                        401, "A bearer token is needed: that of somebody who may list what is shown here.");
    }

    private static Answer token(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String token = bearer ? authorization.substring(BEARER.length()).strip() : "";
        return token.isEmpty() || token.length() > LONGEST_TOKEN
                ? new Answer.Refused(401, "The header Authorization holds no bearer token.")
                : new Answer.Ask(token);
    }

    /** A page of somebody else reads nothing here, whatever name it has found for this machine. */
    private Optional<Answer.Refused> misdirected(Knock knock) {
        return knock.host().filter(this::isOurs).isPresent()
                ? Optional.empty()
                : Optional.of(new Answer.Refused(
                        421,
                        "The console is not served under this name: ask for localhost, or add the name to"
                                + " regional-failover.console.hosts."));
    }

    private static Optional<Answer.Refused> foreign(Knock knock) {
        boolean elsewhere = knock.site()
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isPresent();
        boolean other = knock.origin()
                .filter(origin -> !knock.host().equals(hostOf(origin)))
                .isPresent();
        return elsewhere || other
                ? Optional.of(new Answer.Refused(403, "A page of another origin is told nothing."))
                : Optional.empty();
    }

    private static Optional<String> hostOf(String origin) {
        int scheme = origin.indexOf("://");
        return scheme < 0 ? Optional.empty() : host(origin.substring(scheme + 3));
    }

    /** The host of {@code host[:port]} in lower case, without the brackets of IPv6; empty when it is none. */
    public static Optional<String> host(String authority) {
        String text = authority.toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            boolean fits = end > 0 && (end == text.length() - 1 || isPort(text.substring(end + 1)));
            return fits ? Optional.of(text.substring(1, end)) : Optional.empty();
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        boolean fits = !name.isEmpty() && (colon < 0 || isPort(text.substring(colon)));
        return fits ? Optional.of(name) : Optional.empty();
    }

    private static boolean isPort(String text) {
        return text.length() > 1
                && text.length() <= 6
                && text.charAt(0) == ':'
                && text.chars().skip(1).allMatch(character -> character >= '0' && character <= '9');
    }

    private boolean isOurs(String host) {
        return isLoopback(host) || hosts.contains(host);
    }

    /** Names that no page of somebody else can have: a browser takes them for this machine without asking anybody. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    }
}
