package io.regionalfailover.decision;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of earlier shifts of this policy.
 *
 * @param lastEvacuationAt when traffic last left a region
 * @param lastReturnAt when traffic was last given back to a region
 * @param lookingSince when this process began to look at the policy: stands in for what is not known
 */
public record Past(Optional<Instant> lastEvacuationAt, Optional<Instant> lastReturnAt, Instant lookingSince) {}
