/** A long run of the packaged operator with many policies and much change, which shows whether anything in it grows. */
@NullMarked
package io.regionalfailover.soak;

import org.jspecify.annotations.NullMarked;
