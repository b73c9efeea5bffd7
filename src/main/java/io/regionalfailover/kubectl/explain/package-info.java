/** Why a policy is as it is, rule by rule, and what happens next. Pure. */
@NullMarked
package io.regionalfailover.kubectl.explain;

import org.jspecify.annotations.NullMarked;
