/** Tests of Route 53 behind the provider seam. */
@NullMarked
package io.regionalfailover.dns.route53;

import org.jspecify.annotations.NullMarked;
