package io.regionalfailover.testing.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The API server's own account of what service accounts asked of it. */
final class Audit {
    private static final String SERVICE_ACCOUNTS_ONLY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: Metadata
              userGroups: ["system:serviceaccounts"]
            - level: None
            """;

    private Audit() {}

    /** Writes the policy and returns the arguments that kube-apiserver takes it with. */
    static List<String> prepare(Path directory) throws IOException {
        var policy = Files.writeString(directory.resolve("audit-policy.yaml"), SERVICE_ACCOUNTS_ONLY);
        return List.of("--audit-policy-file=" + policy, "--audit-log-path=" + directory.resolve("audit.log"));
    }
}
