/** The page and its stream on somebody else's HTTP server. */
@NullMarked
package io.regionalfailover.console.http;

import org.jspecify.annotations.NullMarked;
