/**
 * The page for people that only reads: what it shows as plain values, how that travels to a browser, and who is let in. It knows
 * neither Kubernetes nor the other rooms; the operator hands it what there is to show.
 */
@NullMarked
package io.regionalfailover.console;

import org.jspecify.annotations.NullMarked;
