/**
 * What the operator costs and how fast it is, in figures: {@code make bench}. Each {@link io.regionalfailover.bench.Row} is a
 * program of its own that measures one kind of work and what that is compared with, in the same run.
 */
@NullMarked
package io.regionalfailover.bench;

import org.jspecify.annotations.NullMarked;
