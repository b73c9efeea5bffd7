/** Which of several replicas carries out policies. Nothing rests on it but the number of requests: writes are fenced by DNS. */
@NullMarked
package io.regionalfailover.operator.election;

import org.jspecify.annotations.NullMarked;
