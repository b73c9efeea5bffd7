package io.regionalfailover.bench;

import java.util.List;

/** How the operator's JVM is started. */
final class Image {
    /** As the image starts it in a container with 512 MB and two cores, which gets the serial collector. */
    static final List<String> OPTIONS =
            List.of("-XX:MaxRAM=512m", "-XX:MaxRAMPercentage=45", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    private Image() {}
}
