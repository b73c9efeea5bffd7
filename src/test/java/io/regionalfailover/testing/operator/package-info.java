/** The operator as its users run it, and a small world for it to act in. */
@NullMarked
package io.regionalfailover.testing.operator;

import org.jspecify.annotations.NullMarked;
