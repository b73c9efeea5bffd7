/** Tests of the exchange between instances, without a network. */
@NullMarked
package io.regionalfailover.peers;

import org.jspecify.annotations.NullMarked;
