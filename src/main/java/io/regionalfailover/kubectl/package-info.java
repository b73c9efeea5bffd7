/**
 * {@code kubectl failover}: what people read and order at a terminal. A program of its own beside the operator: it speaks with
 * API servers only, and nothing of the operator imports it. What it shows is made by pure functions in the packages below.
 */
@NullMarked
package io.regionalfailover.kubectl;

import org.jspecify.annotations.NullMarked;
