/** Peers for tests. */
@NullMarked
package io.regionalfailover.testing.peers;

import org.jspecify.annotations.NullMarked;
