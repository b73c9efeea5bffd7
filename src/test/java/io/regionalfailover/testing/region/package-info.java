/** Regions for tests: a cluster each, with workloads that become ready. */
@NullMarked
package io.regionalfailover.testing.region;

import org.jspecify.annotations.NullMarked;
