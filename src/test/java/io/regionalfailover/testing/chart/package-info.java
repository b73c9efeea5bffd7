/** The chart in {@code helm/}, and Helm. */
@NullMarked
package io.regionalfailover.testing.chart;

import org.jspecify.annotations.NullMarked;
