/** A whole fleet on virtual time from one seed: the shipped code, a zone with the provider's rules, and whatever goes wrong. */
@NullMarked
package io.regionalfailover.simulation;

import org.jspecify.annotations.NullMarked;
