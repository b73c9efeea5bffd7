package io.regionalfailover.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No spec can refer to a thing in a namespace of its choice, or to an endpoint that signed requests would go to. */
class ReferencesTest {
    /** Who is granted something is named by namespace, and nothing else is. */
    private static final List<String> GRANTS =
            List.of("DnsZone.spec.grants.namespaces", "Region.spec.allowedNamespaces");

    /** One object of the operator's own name is written there, by a right that is given in that namespace. */
    private static final String HANDED_OVER = "DnsZone.spec.provider.externalDns.namespace";

    /** Addresses that Route 53's own checkers ask; the operator sends nothing there. */
    private static final String GATE = "DnsZone.spec.provider.route53.gate.instances";

    @Test
    void noReferenceHasANamespace() throws IOException {
        List<String> fields = specFields();

        assertThat(fields)
                .as("the schemas were read")
                .contains("DnsZone.spec.provider.route53.credentialsSecretRef.name");
        assertThat(fields)
                .as(
                        "a reference lies in the policy's own namespace, or in the operator's: it has no field that says so")
                .filteredOn(field -> field.toLowerCase(Locale.ROOT).contains("namespace"))
                .filteredOn(field -> !field.equals(HANDED_OVER))
                .allMatch(field -> GRANTS.stream().anyMatch(field::startsWith));
    }

    @Test
    void noCloudsEndpointIsInAResource() throws IOException {
        assertThat(specFields())
                .as("endpoints of cloud APIs come from the operator's environment alone")
                .filteredOn(field -> field.startsWith("DnsZone.spec.provider.route53") && !field.startsWith(GATE))
                .noneMatch(field -> field.matches("(?i).*(endpoint|url|server|region|proxy).*"));
    }

    private static List<String> specFields() throws IOException {
        List<String> fields = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("crds"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                Map<?, ?> spec = Serialization.unmarshal(Files.readString(file), Map.class);
                Map<?, ?> definition = map(spec.get("spec"));
                String kind = String.valueOf(map(definition.get("names")).get("kind"));
                Map<?, ?> version =
                        map(((List<?>) Objects.requireNonNull(map(definition).get("versions"))).getFirst());
                Map<?, ?> schema = map(map(version.get("schema")).get("openAPIV3Schema"));
                collect(kind + ".spec", map(map(schema.get("properties")).get("spec")), fields);
            }
        }
        return fields;
    }

    private static void collect(String path, Map<?, ?> schema, List<String> fields) {
        fields.add(path);
        map(schema.get("properties")).forEach((name, field) -> collect(path + "." + name, map(field), fields));
        for (String inner : List.of("items", "additionalProperties")) {
            if (schema.get(inner) instanceof Map<?, ?> of) {
                collect(path, of, fields);
            }
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
