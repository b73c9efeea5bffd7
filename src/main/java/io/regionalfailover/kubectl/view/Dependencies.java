package io.regionalfailover.kubectl.view;

import io.regionalfailover.api.v1alpha1.CheckSpec;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the checks of a policy watch beside the regions' own targets, with placeholders filled. */
final class Dependencies {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String TARGET = "{target}";

    private Dependencies() {}

    /** In all of its regions, each once, in the order of the spec: {@code dns dynamodb.us-east-1.amazonaws.com}. */
    static Set<String> of(FailoverPolicy policy) {
        Set<String> found = new LinkedHashSet<>();
        for (CheckSpec check : policy.getSpec().checks()) {
            Optional<String> watched = watched(check).filter(text -> !text.contains(TARGET));
            for (PolicyRegionSpec region : policy.getSpec().regions()) {
                watched.ifPresent(text -> found.add(filled(text, region)));
            }
        }
        return found;
    }

    private static Optional<String> watched(CheckSpec check) {
        if (check.http() != null) {
            return Optional.of("http " + check.http().url());
        }
        if (check.tcp() != null) {
            return Optional.of("tcp " + check.tcp().address());
        }
        if (check.dns() != null) {
            return Optional.of("dns " + check.dns().name());
        }
        if (check.grpc() != null) {
            return Optional.of("grpc " + check.grpc().address());
        }
        return check.prometheus() == null
                ? Optional.empty()
                : Optional.of("prometheus " + check.prometheus().url());
    }

    /** A placeholder that the region does not know stays as it is: the operator says so in the condition Ready. */
    private static String filled(String text, PolicyRegionSpec region) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            String value =
                    name.equals("region") ? region.name() : region.parameters().getOrDefault(name, found.group());
            return Matcher.quoteReplacement(value);
        });
    }
}
