/** Several operators in regions of their own, with real API servers, and everything between them that can break. */
@NullMarked
package io.regionalfailover.chaos;

import org.jspecify.annotations.NullMarked;
