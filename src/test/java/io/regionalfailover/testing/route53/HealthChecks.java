package io.regionalfailover.testing.route53;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The health checks of an account, and their data plane. */
final class HealthChecks implements AutoCloseable {
    private static final int PAGE = 100;
    private static final int MOST_CHILDREN = 256;

    private final Options options;
    private final Clock clock;
    private final Map<String, HealthCheck> checks = new LinkedHashMap<>();
    private final Map<String, HealthCheckRun> runs = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    private final Set<String> deletedReferences = new HashSet<>();

    HealthChecks(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    Account.Reply perform(ApiRoute route, byte[] body) {
        String id = route.id().orElse("");
        return switch (route.operation()) {
            case CREATE_HEALTH_CHECK -> new Account.Reply(201, create(WireReader.healthCheck(body)));
            case LIST_HEALTH_CHECKS -> new Account.Reply(200, list(route.parameter("marker")));
            case DELETE_HEALTH_CHECK -> {
                delete(id);
                yield new Account.Reply(200, WireWriter.empty("DeleteHealthCheckResponse"));
            }
            case GET_HEALTH_CHECK_STATUS -> new Account.Reply(200, status(id));
            case CHANGE_TAGS -> {
                tag(id, WireReader.addedTags(body));
                yield new Account.Reply(200, WireWriter.empty("ChangeTagsForResourceResponse"));
            }
            default -> throw new IllegalArgumentException(route.operation() + " is not about health checks");
        };
    }

    private synchronized String create(HealthCheck asked) {
        if (deletedReferences.contains(asked.callerReference())) {
            throw alreadyExists(asked);
        }
        for (HealthCheck there : checks.values()) {
            if (there.callerReference().equals(asked.callerReference())) {
                if (there.isLike(asked)) {
                    return WireWriter.createdHealthCheck(there);
                }
                throw alreadyExists(asked);
            }
        }
        if (asked.isCalculated()) {
            if (asked.children().isEmpty() || asked.children().size() > MOST_CHILDREN) {
                throw ApiException.invalidInput("A calculated health check has 1 to 256 child health checks");
            }
            for (String child : asked.children()) {
                if (check(child).isCalculated()) {
                    throw ApiException.invalidInput("A calculated health check cannot be a child of another one");
                }
            }
        } else if (!Set.of("10", "30").contains(asked.field("RequestInterval").orElse("30"))) {
            throw ApiException.invalidInput("RequestInterval must be 10 or 30");
        }
        HealthCheck made = new HealthCheck(
                UUID.randomUUID().toString(), asked.callerReference(), asked.type(), asked.fields(), asked.children());
        checks.put(made.id(), made);
        if (!made.isCalculated()) {
            Duration interval = options.healthCheckInterval()
                    .orElse(Duration.ofSeconds(
                            Long.parseLong(made.field("RequestInterval").orElse("30"))));
            runs.put(made.id(), new HealthCheckRun(made, interval, clock));
        }
        return WireWriter.createdHealthCheck(made);
    }

    private static ApiException alreadyExists(HealthCheck asked) {
        return new ApiException(
                409,
                "HealthCheckAlreadyExists",
                "A health check with caller reference " + asked.callerReference() + " exists or existed.");
    }

    private synchronized String list(Optional<String> marker) {
        List<HealthCheck> rest = new ArrayList<>(checks.values());
        if (marker.isPresent()) {
            rest = rest.stream()
                    .dropWhile(check -> !check.id().equals(marker.get()))
                    .toList();
        }
        Optional<String> next = rest.size() > PAGE ? Optional.of(rest.get(PAGE).id()) : Optional.empty();
        return WireWriter.healthChecks(rest.stream().limit(PAGE).toList(), next, PAGE);
    }

    private synchronized void delete(String id) {
        HealthCheck gone = check(id);
        checks.remove(id);
        deletedReferences.add(gone.callerReference());
        Optional.ofNullable(runs.remove(id)).ifPresent(HealthCheckRun::close);
    }

    private synchronized String status(String id) {
        HealthCheck check = check(id);
        HealthCheckRun run = runs.get(id);
        if (run == null) {
            throw ApiException.invalidInput(
                    "The status of the calculated health check " + check.id() + " is not to be had");
        }
        return WireWriter.healthCheckStatus(run.checkedAt(), run.said());
    }

    private synchronized void tag(String id, Map<String, String> added) {
        check(id);
        tags.computeIfAbsent(id, none -> new LinkedHashMap<>()).putAll(added);
    }

    private HealthCheck check(String id) {
        HealthCheck check = checks.get(id);
        if (check == null) {
            throw noSuch(id);
        }
        return check;
    }

    private static ApiException noSuch(String id) {
        return new ApiException(404, "NoSuchHealthCheck", "A health check with id " + id + " does not exist.");
    }

    /** Refuses changes that hang a record set on a check that is not there. */
    synchronized void require(List<Change> changes) {
        for (Change change : changes) {
            Optional<String> id = change.set().healthCheckId();
            if (change.action() != Change.Action.DELETE && id.isPresent() && !checks.containsKey(id.get())) {
                throw noSuch(id.get());
            }
        }
    }

    /** Tells how a check stands; one that is gone counts as healthy. */
    synchronized boolean isHealthy(String id) {
        HealthCheck check = checks.get(id);
        if (check == null) {
            return true;
        }
        if (!check.isCalculated()) {
            return Objects.requireNonNull(runs.get(id)).isHealthy();
        }
        long healthy = check.children().stream().filter(this::isHealthy).count();
        long needed = check.field("HealthThreshold").map(Long::valueOf).orElse(1L);
        return healthy >= needed != check.isInverted();
    }

    synchronized List<HealthCheck> all() {
        return List.copyOf(checks.values());
    }

    synchronized Map<String, String> tagsOf(String id) {
        return Map.copyOf(tags.getOrDefault(id, Map.of()));
    }

    /** Deletes one as a person at the console would. */
    void deleteByHand(String id) {
        delete(id);
    }

    @Override
    public synchronized void close() {
        runs.values().forEach(HealthCheckRun::close);
    }
}
