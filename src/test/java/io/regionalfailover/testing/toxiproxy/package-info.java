/** Connections between real processes that can be cut, swallowed and delayed. */
@NullMarked
package io.regionalfailover.testing.toxiproxy;

import org.jspecify.annotations.NullMarked;
