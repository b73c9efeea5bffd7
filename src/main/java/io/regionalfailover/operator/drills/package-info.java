/** Rehearsals: when one begins, how it goes, what breaks it off, and what is said of it. */
@NullMarked
package io.regionalfailover.operator.drills;

import org.jspecify.annotations.NullMarked;
