/** moto, a simulator of AWS made by others, as a process of its own. */
@NullMarked
package io.regionalfailover.testing.moto;

import org.jspecify.annotations.NullMarked;
