@NullMarked
package io.regionalfailover.operator.liveness;

import org.jspecify.annotations.NullMarked;
