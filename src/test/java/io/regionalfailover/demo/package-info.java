/**
 * The demonstration that {@code make demo} runs: a real control plane, the operator as its own process, a stand-in for Route
 * 53, two regions on loopback, and what happened on 20 October 2025.
 */
@NullMarked
package io.regionalfailover.demo;

import org.jspecify.annotations.NullMarked;
