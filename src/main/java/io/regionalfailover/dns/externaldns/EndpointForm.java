package io.regionalfailover.dns.externaldns;

import io.regionalfailover.dns.Alias;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Record sets as ExternalDNS has them. Its documentation of the AWS provider names the properties for weights and aliases; one that
 * is not known here makes a set that is never written, so that nothing that people added is lost.
 */
final class EndpointForm {
    private static final String WEIGHT = "aws/weight";
    private static final String ALIAS = "alias";
    private static final String ALIAS_ZONE = "aws/target-hosted-zone";
    private static final String HEALTH_CHECK = "aws/health-check-id";
    private static final String ALIAS_HEALTH = "aws/evaluate-target-health";

    private EndpointForm() {}

    static Endpoint of(RecordSet set, Carriage carriage) {
        Map<String, String> properties = new TreeMap<>();
        set.weight().ifPresent(weight -> properties.put(WEIGHT, Integer.toString(weight)));
        Mark.of(set).flatMap(mark -> check(mark, carriage)).ifPresent(id -> properties.put(HEALTH_CHECK, id));
        set.alias().ifPresent(alias -> {
            properties.put(ALIAS, "true");
            properties.put(ALIAS_ZONE, alias.hostedZoneId());
            properties.put(ALIAS_HEALTH, Boolean.toString(alias.evaluateTargetHealth()));
        });
        List<String> targets = set.alias()
                .map(alias -> List.of(withoutDot(alias.dnsName())))
                .orElseGet(() -> set.values().stream()
                        .map(value -> set.type().equals("CNAME") ? withoutDot(value) : value)
                        .toList());
        return new Endpoint(
                set.name().text(),
                set.type(),
                targets,
                set.ttlSeconds(),
                set.setIdentifier().orElse(""),
                properties);
    }

    private static Optional<String> check(Mark mark, Carriage carriage) {
        return Optional.ofNullable(carriage.healthChecks().get(mark.region()));
    }

    /**
     * What an entry stands for; one of ours that is not carried as it has to be now is shown as one that holds nothing, so that it is
     * put right.
     *
     * @return empty when it has no name that a zone could have
     */
    static Optional<RecordSet> set(Endpoint endpoint, Carriage carriage) {
        try {
            return Optional.of(set(DnsName.of(endpoint.dnsName()), endpoint, carriage));
        } catch (IllegalArgumentException nobodys) {
            return Optional.empty();
        }
    }

    private static RecordSet set(DnsName name, Endpoint endpoint, Carriage carriage) {
        Map<String, String> rest = new TreeMap<>(endpoint.providerSpecific());
        Optional<Mark> mark = Mark.parse(endpoint.setIdentifier());
        Optional<String> check = mark.flatMap(any -> Optional.ofNullable(rest.remove(HEALTH_CHECK)));
        boolean carried =
                mark.isEmpty() || carriage.weights() && check.equals(mark.flatMap(ours -> check(ours, carriage)));
        Optional<String> weight = Optional.ofNullable(rest.remove(WEIGHT)).filter(text -> text.matches("[0-9]{1,3}"));
        boolean isAlias =
                "true".equals(rest.remove(ALIAS)) && endpoint.targets().size() == 1;
        String zone = rest.remove(ALIAS_ZONE);
        String health = rest.remove(ALIAS_HEALTH);
        Optional<Alias> alias = isAlias
                ? Optional.of(
                        Alias.to(endpoint.targets().getFirst(), zone == null ? "" : zone, Boolean.parseBoolean(health)))
                : Optional.empty();
        return new RecordSet(
                name,
                endpoint.recordType(),
                Optional.of(endpoint.setIdentifier()).filter(text -> !text.isEmpty()),
                weight.map(text -> OptionalInt.of(Integer.parseInt(text))).orElseGet(OptionalInt::empty),
                isAlias ? 0 : endpoint.recordTtl(),
                isAlias || !carried ? List.of() : values(endpoint),
                alias.filter(any -> carried),
                rest.isEmpty() ? Optional.empty() : Optional.of("properties " + String.join(", ", rest.keySet())));
    }

    /** Names have a dot at their end, as everywhere in a zone. */
    private static List<String> values(Endpoint endpoint) {
        return endpoint.recordType().equals("CNAME")
                ? endpoint.targets().stream()
                        .map(target -> withoutDot(target) + ".")
                        .toList()
                : endpoint.targets();
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
