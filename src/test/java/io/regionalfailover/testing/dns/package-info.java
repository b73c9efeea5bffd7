/** A DNS server for tests: real sockets on loopback, answers as scripted. */
@NullMarked
package io.regionalfailover.testing.dns;

import org.jspecify.annotations.NullMarked;
