/** A real Kubernetes control plane on this machine, without containers. */
@NullMarked
package io.regionalfailover.testing.controlplane;

import org.jspecify.annotations.NullMarked;
