/** Every parser of ours, given what nobody would write. */
@NullMarked
package io.regionalfailover.fuzz;

import org.jspecify.annotations.NullMarked;
