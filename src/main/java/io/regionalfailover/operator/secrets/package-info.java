/** Secrets that resources refer to, read and watched one by one. */
@NullMarked
package io.regionalfailover.operator.secrets;

import org.jspecify.annotations.NullMarked;
