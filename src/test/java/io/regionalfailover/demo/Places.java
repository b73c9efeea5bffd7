package io.regionalfailover.demo;

/**
 * What the examples' names stand for on this machine.
 *
 * @param hostedZoneId the zone at the stand-in
 * @param nameserver one name server of the zone, host:port
 * @param resolver who answers for the databases' names, host:port
 * @param eastAddress where us-east-1's front end listens
 * @param westAddress where us-west-2's front end listens
 * @param frontendPort the port of both
 */
record Places(
        String hostedZoneId,
        String nameserver,
        String resolver,
        String eastAddress,
        String westAddress,
        int frontendPort) {}
