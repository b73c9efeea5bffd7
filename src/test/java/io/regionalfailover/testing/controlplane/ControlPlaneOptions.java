package io.regionalfailover.testing.controlplane;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a control plane consists of. Immutable; start from {@link #apiServerOnly()}.
 *
 * @param controllerManager run the controllers: without them no namespace, Deployment or owner's dependant is ever
 *     worked on, and deleting a namespace does not finish
 * @param kwok make nodes and pods Ready, without running anything; adds the node {@link ControlPlane#NODE}
 * @param users users besides the administrator
 * @param audit write down what service accounts ask of the API server
 * @param directory where data, keys and logs go; kept when the control plane ends. Empty for a temporary folder, which
 *     is removed
 */
public record ControlPlaneOptions(
        boolean controllerManager, boolean kwok, boolean audit, List<User> users, Optional<Path> directory) {

    /** Refuses two users of one name, and a second administrator. */
    public ControlPlaneOptions {
        users = List.copyOf(users);
        var names = new HashSet<>(Set.of(Credentials.ADMIN));
        for (var user : users) {
            if (!names.add(user.name())) {
                throw new IllegalArgumentException("there is a user '" + user.name() + "' already");
            }
        }
    }

    /**
     * A user who signs in with a token and may do what RBAC grants to the name or a group; nothing more than reading
     * the API's own description at first.
     *
     * @param name the user name; must not be {@code admin}
     * @param groups its groups, for example {@code system:masters} for everything
     */
    public record User(String name, List<String> groups) {

        /** Refuses names and groups that a token file cannot hold. */
        public User {
            groups = List.copyOf(groups);
            for (var text : Stream.concat(Stream.of(name), groups.stream()).toList()) {
                if (text.isBlank() || text.matches("(?s).*[\",\\s].*")) {
                    throw new IllegalArgumentException("'" + text
                            + "' cannot name a user or group: it must not be blank nor hold commas, quotes, spaces");
                }
            }
        }
    }

    /** etcd and kube-apiserver, ready in about three seconds. */
    public static ControlPlaneOptions apiServerOnly() {
        return new ControlPlaneOptions(false, false, false, List.of(), Optional.empty());
    }

    /** Adds kube-controller-manager. */
    public ControlPlaneOptions withControllerManager() {
        return new ControlPlaneOptions(true, kwok, audit, users, directory);
    }

    /** Adds kwok and one node. There is no scheduler: pods need {@code nodeName: node} ({@link ControlPlane#NODE}). */
    public ControlPlaneOptions withKwok() {
        return new ControlPlaneOptions(controllerManager, true, audit, users, directory);
    }

    /**
     * Adds {@code audit.log} in the folder: what service accounts ask, one JSON object a line, with the verb, the resource
     * and whether they may.
     */
    public ControlPlaneOptions withAuditLog() {
        return new ControlPlaneOptions(controllerManager, kwok, true, users, directory);
    }

    /** Adds a user; {@link ControlPlane#kubeconfig(String)} gives what it signs in with. */
    public ControlPlaneOptions withUser(String name, String... groups) {
        var more = Stream.concat(users.stream(), Stream.of(new User(name, List.of(groups))));
        return new ControlPlaneOptions(controllerManager, kwok, audit, more.toList(), directory);
    }

    /** Puts everything into this folder and keeps it. */
    public ControlPlaneOptions inDirectory(Path kept) {
        return new ControlPlaneOptions(controllerManager, kwok, audit, users, Optional.of(kept));
    }
}
