/**
 * What a program rehearses against, so that the JDK can keep what a start loads: an API server, a Route 53 and front ends that know
 * a few answers by heart, on loopback and only for as long as that takes. Nothing here runs beside a program that works.
 */
@NullMarked
package io.regionalfailover.training;

import org.jspecify.annotations.NullMarked;
