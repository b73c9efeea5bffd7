package io.regionalfailover.demo;

/** The two regions of the demonstration. */
enum Site {
    /** Where the traffic is when all is well. */
    EAST("us-east-1", "127.0.1.1", 20),
    /** The standby. */
    WEST("us-west-2", "127.0.2.1", 2);

    private final String region;
    private final String address;
    private final int replicas;

    Site(String region, String address, int replicas) {
        this.region = region;
        this.address = address;
        this.replicas = replicas;
    }

    /** The region's name in the examples. */
    String region() {
        return region;
    }

    /** Where its front end listens. */
    String address() {
        return address;
    }

    /** How many replicas its application has at first. */
    int replicas() {
        return replicas;
    }

    /** The name of its database. */
    String database() {
        return "dynamodb." + region + ".amazonaws.com";
    }
}
