/** The decision: a pure function from facts to what should be published. Imports nothing but java.*. */
@NullMarked
package io.regionalfailover.decision;

import org.jspecify.annotations.NullMarked;
