package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.Program;
import java.util.List;

/** How the operator's JVM is started. */
final class Image {
    /** As the image starts it in a container with 512 MB. */
    static final List<String> OPTIONS = Program.imageOptions("512m");

    private Image() {}
}
