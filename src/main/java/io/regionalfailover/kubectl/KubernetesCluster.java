package io.regionalfailover.kubectl;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A cluster by a context of a kubeconfig, as kubectl finds it. */
final class KubernetesCluster implements Cluster {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;
    private static final int FAULTS_OF_THE_SERVER = 500;

    /** What the CRDs allow, in characters. */
    private static final int LONGEST_PERSON = 200;

    private static final String UNCHANGED = "Nothing was changed";
    private static final String IN_DOUBT = "It may or may not have been done: see kubectl failover status";

    private final KubernetesClient client;
    private final String context;

    private KubernetesCluster(KubernetesClient client, String context) {
        this.client = client;
        this.context = context;
    }

    /**
     * Opens a cluster; nothing is asked of it yet.
     *
     * @param kubeconfig its path; empty for what the environment says
     * @param context its name; empty for the current one
     */
    static Cluster open(Optional<Path> kubeconfig, Optional<String> context) {
        kubeconfig.ifPresent(path -> {
            if (!Files.isReadable(path)) {
                throw new Failure(
                        "--kubeconfig " + path + ": there is no such file, or it may not be read. Nothing was done");
            }
            System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, path.toString());
        });
        KubernetesSerialization kinds = KindsAhead.begin();
        Config config;
        try {
            config = Config.autoConfigure(context.orElse(null));
        } catch (RuntimeException e) {
            throw new Failure("the kubeconfig cannot be used: " + reasonOf(e) + ". Nothing was done", e);
        }
        List<NamedContext> known = requireNonNullElse(config.getContexts(), List.of());
        if (context.isPresent()
                && known.stream().noneMatch(each -> each.getName().equals(context.get()))) {
            throw new Failure("--context " + context.get() + ": the kubeconfig has no such context, it has "
                    + (known.isEmpty()
                            ? "none"
                            : String.join(
                                    ", ",
                                    known.stream().map(NamedContext::getName).toList()))
                    + ". Nothing was done");
        }
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        config.setRequestTimeout(TIMEOUT_MILLIS);
        config.setRequestRetryBackoffLimit(0);
        // A handful of requests gains nothing by it, and its classes cost time at every start.
        config.setHttp2Disable(true);
        String name = config.getCurrentContext() == null
                ? "cluster"
                : config.getCurrentContext().getName();
        return new KubernetesCluster(
                new KubernetesClientBuilder()
                        .withConfig(config)
                        .withKubernetesSerialization(kinds)
                        .build(),
                name);
    }

    @Override
    public String namespace() {
        return requireNonNullElse(client.getNamespace(), "default");
    }

    @Override
    public String person() {
        return person(user(), context);
    }

    /** What fits into an order; names of contexts can be long. */
    static String person(String user, String context) {
        String person = user + "@" + context;
        if (person.codePointCount(0, person.length()) <= LONGEST_PERSON) {
            return person;
        }
        return person.substring(0, person.offsetByCodePoints(0, LONGEST_PERSON - 1)) + "…";
    }

    /** As the API server knows who asks; one that does not tell leaves the user of this machine. */
    private String user() {
        try {
            SelfSubjectReview review = client.resource(new SelfSubjectReview()).create();
            String name = review.getStatus().getUserInfo().getUsername();
            return name == null ? System.getProperty("user.name", "somebody") : name;
        } catch (RuntimeException e) {
            return System.getProperty("user.name", "somebody");
        }
    }

    @Override
    public List<FailoverPolicy> policies(Optional<String> namespace) {
        return ask("list FailoverPolicies" + in(namespace), () -> {
            var policies = client.resources(FailoverPolicy.class);
            return (namespace.isPresent() ? policies.inNamespace(namespace.get()) : policies.inAnyNamespace())
                    .list()
                    .getItems();
        });
    }

    @Override
    public Optional<FailoverPolicy> policy(String namespace, String name) {
        return ask(
                "get FailoverPolicy " + namespace + "/" + name,
                () -> Optional.ofNullable(client.resources(FailoverPolicy.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()));
    }

    @Override
    public List<RegionDrain> drains() {
        return ask(
                "list RegionDrains",
                () -> client.resources(RegionDrain.class).list().getItems());
    }

    @Override
    public List<TrafficShift> shifts(Optional<String> namespace) {
        return ask("list TrafficShifts" + in(namespace), () -> {
            var shifts = client.resources(TrafficShift.class);
            return (namespace.isPresent() ? shifts.inNamespace(namespace.get()) : shifts.inAnyNamespace())
                    .list()
                    .getItems();
        });
    }

    @Override
    public List<FailoverDrill> drills(Optional<String> namespace) {
        return ask("list FailoverDrills" + in(namespace), () -> {
            var drills = client.resources(FailoverDrill.class);
            return (namespace.isPresent() ? drills.inNamespace(namespace.get()) : drills.inAnyNamespace())
                    .list()
                    .getItems();
        });
    }

    @Override
    public List<String> regions() {
        return ask(
                "list Regions",
                () -> client.resources(Region.class).list().getItems().stream()
                        .map(region -> region.getMetadata().getName())
                        .toList());
    }

    @Override
    public <T extends CustomResource<?, ?>> T give(T order, boolean rehearsed) {
        String what = "create a " + order.getKind();
        return rehearsed
                ? ask(what, () -> client.resource(order).dryRun().create())
                : ask(what, UNCHANGED, IN_DOUBT, () -> client.resource(order).create());
    }

    @Override
    public void end(CustomResource<?, OrderStatus> order) {
        String name = order.getKind() + " " + order.getMetadata().getName();
        var unused = ask(
                "delete " + name,
                name + " stands as it did",
                IN_DOUBT,
                () -> client.resource(order).delete());
    }

    @Override
    public void close() {
        client.close();
    }

    private static String in(Optional<String> namespace) {
        return namespace.map(name -> " in namespace " + name).orElse(" in all namespaces");
    }

    /** Asks for something that changes nothing. */
    private <T> T ask(String what, Supplier<T> request) {
        return ask(what, UNCHANGED, UNCHANGED, request);
    }

    /**
     * Asks.
     *
     * @param what is asked for
     * @param undone what to say when it surely was not done
     * @param doubtful what to say when nobody can tell from here
     */
    private <T> T ask(String what, String undone, String doubtful, Supplier<T> request) {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw new Failure(sentence(what, e, isRefused(e) ? undone : doubtful), e);
        }
    }

    /** Whether the request surely was not carried out: it never arrived, or the API server knows why not. */
    private static boolean isRefused(KubernetesClientException e) {
        if (e.getCode() > 0) {
            return e.getCode() < FAULTS_OF_THE_SERVER;
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ConnectException || cause instanceof UnresolvedAddressException;
    }

    private String sentence(String what, KubernetesClientException e, String outcome) {
        String server = "the API server of context " + context + " (" + client.getMasterUrl() + ")";
        if (e.getCode() <= 0) {
            return "cannot " + what + ": " + server + " does not answer: " + reasonOf(e) + ". " + outcome
                    + "; see that it can be reached";
        }
        return switch (e.getCode()) {
            case FORBIDDEN, UNAUTHORIZED ->
                "cannot " + what + ": " + server + " does not permit it: " + said(e) + ". " + outcome
                        + "; ask for that right, or use another context";
            case NOT_FOUND ->
                "cannot " + what + ": " + server
                        + " does not know that kind: the operator's CRDs are not installed there. "
                        + outcome + "; install them, or use another context";
            case INVALID -> "cannot " + what + ": " + said(e) + ". " + outcome;
            default -> "cannot " + what + ": " + server + " says " + e.getCode() + ": " + said(e) + ". " + outcome;
        };
    }

    /** What the API server said, without its stop. */
    private static String said(KubernetesClientException e) {
        String message = e.getStatus() == null || e.getStatus().getMessage() == null
                ? reasonOf(e)
                : e.getStatus().getMessage();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** What the innermost cause says; of those that say nothing, what they are. */
    private static String reasonOf(Throwable thrown) {
        Throwable cause = thrown;
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        while (cause.getCause() != null) {
            cause = cause.getCause();
            said = switch (cause) {
                case ConnectException refused when refused.getMessage() == null -> "nobody accepts connections there";
                case UnresolvedAddressException unknown -> "its name does not resolve";
                default -> cause.getMessage() == null ? said : cause.getMessage();
            };
        }
        return said;
    }
}
