/**
 * A strict stand-in for Amazon Route 53: its API over HTTP, its rules, its limits and its name servers, written from the
 * API reference. Everything stays on loopback.
 */
@NullMarked
package io.regionalfailover.testing.route53;

import org.jspecify.annotations.NullMarked;
