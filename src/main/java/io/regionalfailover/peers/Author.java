package io.regionalfailover.peers;

/**
 * Who speaks to the peers.
 *
 * @param installation one for all instances that share zones
 * @param vantagePoint the Region in which this instance stands
 * @param process 16 hexadecimal characters, drawn anew at each start
 */
public record Author(String installation, String vantagePoint, String process) {}
