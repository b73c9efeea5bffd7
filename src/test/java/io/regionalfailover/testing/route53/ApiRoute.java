package io.regionalfailover.testing.route53;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request's method and path ask for.
 *
 * @param operation the operation
 * @param id the zone, change or health check in the path, if any
 * @param query the query parameters
 */
record ApiRoute(Operation operation, Optional<String> id, Map<String, String> query) {

    private static final String VERSION = "2013-04-01";

    /** Returns the route, or empty when there is nothing at that path. */
    static Optional<ApiRoute> of(String method, URI uri) {
        List<String> path = Stream.of(uri.getPath().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        if (path.size() < 2 || !path.getFirst().equals(VERSION)) {
            return Optional.empty();
        }
        String resource = method + " " + path.get(1) + (path.size() > 2 ? "/*" : "")
                + (path.size() > 3 ? "/" + String.join("/", path.subList(3, path.size())) : "");
        Optional<Operation> operation = switch (resource) {
            case "POST hostedzone" -> Optional.of(Operation.CREATE_HOSTED_ZONE);
            case "GET hostedzone" -> Optional.of(Operation.LIST_HOSTED_ZONES);
            case "GET hostedzone/*" -> Optional.of(Operation.GET_HOSTED_ZONE);
            case "GET hostedzonesbyname" -> Optional.of(Operation.LIST_HOSTED_ZONES_BY_NAME);
            case "POST hostedzone/*/rrset" -> Optional.of(Operation.CHANGE_RECORD_SETS);
            case "GET hostedzone/*/rrset" -> Optional.of(Operation.LIST_RECORD_SETS);
            case "GET change/*" -> Optional.of(Operation.GET_CHANGE);
            case "POST healthcheck" -> Optional.of(Operation.CREATE_HEALTH_CHECK);
            case "GET healthcheck" -> Optional.of(Operation.LIST_HEALTH_CHECKS);
            case "DELETE healthcheck/*" -> Optional.of(Operation.DELETE_HEALTH_CHECK);
            case "GET healthcheck/*/status" -> Optional.of(Operation.GET_HEALTH_CHECK_STATUS);
            default ->
                resource.startsWith("POST tags/*/") && path.get(2).equals("healthcheck")
                        ? Optional.of(Operation.CHANGE_TAGS)
                        : Optional.empty();
        };
        boolean tags = operation.filter(Operation.CHANGE_TAGS::equals).isPresent();
        Optional<String> id = path.size() > 2 ? Optional.of(path.get(tags ? 3 : 2)) : Optional.empty();
        return operation.map(found -> new ApiRoute(found, id, parse(uri.getRawQuery())));
    }

    /** Returns a query parameter that is present and not empty. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns the zone that the path names, if any. */
    Optional<String> zoneId() {
        return switch (operation) {
            case CREATE_HOSTED_ZONE,
                    GET_HOSTED_ZONE,
                    LIST_HOSTED_ZONES,
                    LIST_HOSTED_ZONES_BY_NAME,
                    CHANGE_RECORD_SETS,
                    LIST_RECORD_SETS -> id;
            case GET_CHANGE,
                    CREATE_HEALTH_CHECK,
                    LIST_HEALTH_CHECKS,
                    DELETE_HEALTH_CHECK,
                    GET_HEALTH_CHECK_STATUS,
                    CHANGE_TAGS -> Optional.empty();
        };
    }

    private static Map<String, String> parse(@Nullable String rawQuery) {
        Map<String, String> query = new HashMap<>();
        if (rawQuery == null) {
            return query;
        }
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.put(decoded(name), decoded(value));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
