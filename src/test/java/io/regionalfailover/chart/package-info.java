/** How the operator is installed: the chart, the image, and what a GitOps repository holds. */
@NullMarked
package io.regionalfailover.chart;

import org.jspecify.annotations.NullMarked;
