/** What README and docs show is run. */
@NullMarked
package io.regionalfailover.docs;

import org.jspecify.annotations.NullMarked;
