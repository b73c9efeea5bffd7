/** Generates the custom resource definitions in {@code crds/} from the model. */
@NullMarked
package io.regionalfailover.testing.crds;

import org.jspecify.annotations.NullMarked;
