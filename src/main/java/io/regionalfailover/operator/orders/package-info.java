/** People's orders: what they ask for, for how long, and how far each policy is with it. */
@NullMarked
package io.regionalfailover.operator.orders;

import org.jspecify.annotations.NullMarked;
