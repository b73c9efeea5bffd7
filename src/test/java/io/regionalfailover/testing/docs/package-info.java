/** What pages show people, as tests read it. */
@NullMarked
package io.regionalfailover.testing.docs;

import org.jspecify.annotations.NullMarked;
