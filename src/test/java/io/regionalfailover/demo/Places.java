package io.regionalfailover.demo;

/**
 * What the examples' names stand for on this machine.
 *
 * @param resolver who answers for the databases' names, host:port
 * @param eastAddress where us-east-1's front end listens
 * @param westAddress where us-west-2's front end listens
 * @param frontendPort the port of both
 */
record Places(String resolver, String eastAddress, String westAddress, int frontendPort) {}
