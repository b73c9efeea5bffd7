/** The wiring: controllers feed specs in, policy loops judge and act, reports go out. Only this room imports the others. */
@NullMarked
package io.regionalfailover.operator;

import org.jspecify.annotations.NullMarked;
