package io.regionalfailover.peers;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Observation;

/**
 * What a vantage point saw of one check.
 *
 * @param key which check, in which region
 * @param probe hash of what is tried, 16 hexadecimal characters: a check of the same name that tries something else is another
 *     one
 * @param seen times are of the clock of who saw it
 */
public record CheckReport(CheckKey key, String probe, Observation seen) {}
