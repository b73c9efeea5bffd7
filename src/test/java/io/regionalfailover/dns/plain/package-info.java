/** Tests of weighted record sets in plain DNS. */
@NullMarked
package io.regionalfailover.dns.plain;

import org.jspecify.annotations.NullMarked;
