/** Whether what has to go on goes on, so that a process in which something is stuck for ever is started anew. */
@NullMarked
package io.regionalfailover.operator.liveness;

import org.jspecify.annotations.NullMarked;
