package io.regionalfailover.testing.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an API server says of its kinds, as schemas that refuse every field that it does not name. */
public final class Schemas {
    /** How the files are named, in kubeconform's words. */
    public static final String NAMES = "{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> PATHS = List.of(
            "api/v1",
            "apis/apps/v1",
            "apis/policy/v1",
            "apis/networking.k8s.io/v1",
            "apis/rbac.authorization.k8s.io/v1",
            "apis/admissionregistration.k8s.io/v1",
            "apis/apiextensions.k8s.io/v1");

    private Schemas() {}

    /** Writes the schema of every kind in the groups that the chart has objects of. */
    public static void write(KubernetesClient client, Path folder) throws IOException {
        for (String path : PATHS) {
            JsonNode document = JSON.readTree(client.raw("/openapi/v3/" + path));
            ObjectNode components = (ObjectNode) document.path("components");
            components.path("schemas").forEach(Schemas::close);
            for (Map.Entry<String, JsonNode> schema : components.path("schemas").properties()) {
                for (JsonNode kind : schema.getValue().path("x-kubernetes-group-version-kind")) {
                    if (path.endsWith(group(kind) + kind.path("version").asText())) {
                        Files.writeString(folder.resolve(name(kind)), whole(schema.getKey(), components));
                    }
                }
            }
        }
    }

    /** Only what is declared may be there. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
    }

    private static String group(JsonNode kind) {
        String group = kind.path("group").asText();
        return group.isEmpty() ? "api/" : "apis/" + group + "/";
    }

    /** To kubeconform the core group is named like its version. */
    private static String name(JsonNode kind) {
        String version = kind.path("version").asText();
        String group = kind.path("group").asText();
        return (group.isEmpty() ? version : group) + "_" + version + "_"
                + kind.path("kind").asText().toLowerCase(Locale.ROOT) + ".json";
    }

    private static String whole(String schema, ObjectNode components) throws IOException {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("$ref", "#/components/schemas/" + schema);
        whole.set("components", components);
        return JSON.writeValueAsString(whole);
    }
}
