/** What the operator promises, tried on real parts: a real API server, the packaged operator, probes and DNS on the wire. */
@NullMarked
package io.regionalfailover.acceptance;

import org.jspecify.annotations.NullMarked;
