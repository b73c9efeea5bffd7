/** Tests of the embedded DNS server and its zones. */
@NullMarked
package io.regionalfailover.dns.embedded;

import org.jspecify.annotations.NullMarked;
