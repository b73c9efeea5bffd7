/** One loop a policy: facts in, decision, effects out, in one place at a time. */
@NullMarked
package io.regionalfailover.operator.policy;

import org.jspecify.annotations.NullMarked;
