/** What gates say, and what outlives them. */
@NullMarked
package io.regionalfailover.operator.gate;

import org.jspecify.annotations.NullMarked;
