@NullMarked
package io.regionalfailover.placement;

import org.jspecify.annotations.NullMarked;
