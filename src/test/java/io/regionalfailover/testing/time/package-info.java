/** Time that passes only when a test says so. */
@NullMarked
package io.regionalfailover.testing.time;

import org.jspecify.annotations.NullMarked;
