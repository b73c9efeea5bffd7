/** What the console shows and whom it lets in, asked of the API server: only while somebody looks. */
@NullMarked
package io.regionalfailover.operator.console;

import org.jspecify.annotations.NullMarked;
