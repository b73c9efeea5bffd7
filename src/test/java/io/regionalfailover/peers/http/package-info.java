@NullMarked
package io.regionalfailover.peers.http;

import org.jspecify.annotations.NullMarked;
