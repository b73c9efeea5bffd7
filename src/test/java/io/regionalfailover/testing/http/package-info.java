/** An HTTP endpoint for tests that can misbehave in every way a probe must survive. */
@NullMarked
package io.regionalfailover.testing.http;

import org.jspecify.annotations.NullMarked;
