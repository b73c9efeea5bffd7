/** Policies with a spec and a status, as an API server would tell them. */
@NullMarked
package io.regionalfailover.testing.kubectl;

import org.jspecify.annotations.NullMarked;
