/** What an order would change, as the decision itself says it when it is given what spec and status tell. Pure. */
@NullMarked
package io.regionalfailover.kubectl.preview;

import org.jspecify.annotations.NullMarked;
