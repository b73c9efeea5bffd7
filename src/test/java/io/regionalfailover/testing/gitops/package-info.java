/** What Argo CD and Flux would say of an object, without either of them. */
@NullMarked
package io.regionalfailover.testing.gitops;

import org.jspecify.annotations.NullMarked;
