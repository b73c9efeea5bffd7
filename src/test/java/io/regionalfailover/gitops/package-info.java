/** How our kinds look to Argo CD and Flux, and that neither fights with the operator. */
@NullMarked
package io.regionalfailover.gitops;

import org.jspecify.annotations.NullMarked;
