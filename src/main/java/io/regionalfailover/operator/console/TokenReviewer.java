package io.regionalfailover.operator.console;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.regionalfailover.console.http.Reviewer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Asks the API server whose a token is and whether its holder may list policies and shifts wherever they are shown, and regions and
 * drains, which stand in no namespace: what they see here they could read without us. Who was let in is remembered for half a
 * minute, by a hash of the token.
 */
public final class TokenReviewer implements Reviewer {
    private static final Logger LOG = Logger.getLogger(TokenReviewer.class);
    private static final List<String> IN_NAMESPACES = List.of("failoverpolicies", "trafficshifts");
    private static final List<String> IN_THE_CLUSTER = List.of("regions", "regiondrains");
    private static final int AT_ONCE = 4;
    private static final int REMEMBERED = 64;
    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final List<String> namespaces;
    private final Optional<String> audience;
    private final InstantSource clock;
    private final Executor workers;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Instant> admitted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param namespaces whose policies and shifts are shown; all of them when empty
     * @param audience that a token must be for; that of the API server when empty
     * @param clock steady
     * @param workers wait for the API server
     */
    public TokenReviewer(
            KubernetesClient client,
            List<String> namespaces,
            Optional<String> audience,
            InstantSource clock,
            Executor workers) {
        this.client = client;
        this.namespaces = List.copyOf(namespaces);
        this.audience = audience;
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public CompletionStage<Verdict> review(String token) {
        String hash = hash(token);
        if (isAdmitted(hash)) {
            return CompletableFuture.completedFuture(Verdict.ADMITTED);
        }
        if (!places.tryAcquire()) {
            return CompletableFuture.completedFuture(Verdict.BUSY);
        }
        try {
            return CompletableFuture.supplyAsync(() -> reviewed(token, hash), workers);
        } catch (RejectedExecutionException e) {
            places.release();
            return CompletableFuture.completedFuture(Verdict.UNAVAILABLE);
        }
    }

    private Verdict reviewed(String token, String hash) {
        try {
            Verdict verdict = ask(token);
            if (verdict == Verdict.ADMITTED) {
                remember(hash);
            }
            return verdict;
        } catch (RuntimeException e) {
            // Whatever it is: without a verdict the request would never be answered.
            LOG.warnf("A token for the console could not be reviewed: %s", e);
            return Verdict.UNAVAILABLE;
        } finally {
            places.release();
        }
    }

    private Verdict ask(String token) {
        TokenReview review = client.tokenReviews()
                .create(new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .withAudiences(audience.map(List::of).orElse(List.of()))
                        .endSpec()
                        .build());
        if (review.getStatus() == null
                || !Boolean.TRUE.equals(review.getStatus().getAuthenticated())) {
            return Verdict.UNKNOWN;
        }
        // An authenticator that knows nothing of audiences says none; then the token is not for ours alone.
        if (audience.isPresent()
                && (review.getStatus().getAudiences() == null
                        || !review.getStatus().getAudiences().contains(audience.get()))) {
            return Verdict.UNKNOWN;
        }
        UserInfo user = review.getStatus().getUser();
        return needed().allMatch(right -> may(user, right)) ? Verdict.ADMITTED : Verdict.FORBIDDEN;
    }

    /** To list all that is shown. An empty namespace is all of them, and where the cluster's own kinds stand. */
    private Stream<ResourceAttributes> needed() {
        List<String> everywhere = namespaces.isEmpty() ? List.of("") : namespaces;
        return Stream.concat(
                IN_NAMESPACES.stream().flatMap(kind -> everywhere.stream().map(namespace -> toList(kind, namespace))),
                IN_THE_CLUSTER.stream().map(kind -> toList(kind, "")));
    }

    private static ResourceAttributes toList(String kind, String namespace) {
        return new ResourceAttributesBuilder()
                .withGroup("regionalfailover.io")
                .withResource(kind)
                .withVerb("list")
                .withNamespace(namespace)
                .build();
    }

    private boolean may(UserInfo user, ResourceAttributes right) {
        Map<String, List<String>> extra = user.getExtra() == null
                ? Map.of()
                : user.getExtra().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> List.copyOf(each.getValue())));
        SubjectAccessReview review = client.authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user.getUsername())
                        .withUid(user.getUid())
                        .withGroups(user.getGroups())
                        .withExtra(extra)
                        .withResourceAttributes(right)
                        .endSpec()
                        .build());
        return review.getStatus() != null
                && Boolean.TRUE.equals(review.getStatus().getAllowed());
    }

    private synchronized boolean isAdmitted(String hash) {
        Instant until = admitted.get(hash);
        return until != null && clock.instant().isBefore(until);
    }

    private synchronized void remember(String hash) {
        admitted.remove(hash);
        admitted.put(hash, clock.instant().plus(REMEMBERED_FOR));
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
