/** Turns resources into the words of the rooms that act on them, once, and says what is wrong with those that cannot be. */
@NullMarked
package io.regionalfailover.operator.translation;

import org.jspecify.annotations.NullMarked;
