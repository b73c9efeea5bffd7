package io.regionalfailover.peers;

import java.util.Optional;

/** Which policies this instance has. */
@FunctionalInterface
public interface Holdings {
    /**
     * Whether it has a policy that is not being deleted.
     *
     * @param policy {@code namespace/name}, or anything at all
     * @return empty while that is not known
     */
    Optional<Boolean> has(String policy);
}
