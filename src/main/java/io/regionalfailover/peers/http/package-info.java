/** Carries what peers say to each other over HTTP, and lets nobody else in. */
@NullMarked
package io.regionalfailover.peers.http;

import org.jspecify.annotations.NullMarked;
