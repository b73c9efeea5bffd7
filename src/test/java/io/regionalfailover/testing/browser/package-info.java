/** A real browser, for pages of ours. */
@NullMarked
package io.regionalfailover.testing.browser;

import org.jspecify.annotations.NullMarked;
