/** What a parser is held to, and inputs to hold it with. */
@NullMarked
package io.regionalfailover.testing.fuzz;

import org.jspecify.annotations.NullMarked;
