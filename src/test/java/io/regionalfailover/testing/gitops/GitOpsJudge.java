package io.regionalfailover.testing.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regionalfailover.testing.process.GoProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Says what Argo CD and Flux would say of an object: Lua runs in Argo CD's interpreter, with the libraries that Argo CD opens, kstatus and CEL
 * are Flux' own modules.
 */
public final class GitOpsJudge {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path program;
    private final Map<String, String> environment;

    private GitOpsJudge(Path program, Map<String, String> environment) {
        this.program = program;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Finds the program, or builds it.
     *
     * @throws IllegalStateException when it cannot be built, with the sentence of the script
     */
    public static GitOpsJudge ready() {
        return new GitOpsJudge(GoProgram.built("gitops"), Map.of());
    }

    /** The same on a machine in this time zone. */
    public GitOpsJudge inTimeZone(String zone) {
        return new GitOpsJudge(program, Map.of("TZ", zone));
    }

    /**
     * What a script returns for an object.
     *
     * @throws IllegalStateException when it fails, or returns no table
     */
    public JsonNode lua(String script, JsonNode object) {
        return ask("lua", object, JSON.createObjectNode().put("script", script)).path("result");
    }

    /** What kstatus says of an object: {@code Current}, {@code InProgress}, {@code Failed} and so on. */
    public String kstatus(JsonNode object) {
        return ask("kstatus", object, JSON.createObjectNode()).path("status").asText();
    }

    /**
     * What Flux says of an object whose kind has an entry in {@code healthCheckExprs}.
     *
     * @param expressions holds {@code current}, and may hold {@code inProgress} and {@code failed}
     */
    public String cel(JsonNode expressions, JsonNode object) {
        ObjectNode request = JSON.createObjectNode();
        for (String name : new String[] {"current", "inProgress", "failed"}) {
            request.put(name, expressions.path(name).asText());
        }
        return ask("cel", object, request).path("status").asText();
    }

    private JsonNode ask(String whom, JsonNode object, ObjectNode request) {
        request.put("ask", whom).set("object", object);
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.environment().putAll(environment);
        try {
            JsonNode answer = JSON.readTree(GoProgram.run(builder, request + "\n"));
            if (answer.hasNonNull("error")) {
                throw new IllegalStateException(answer.path("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
