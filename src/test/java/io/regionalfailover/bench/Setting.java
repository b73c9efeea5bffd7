package io.regionalfailover.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a row is given.
 *
 * @param folder gets pictures and logs
 * @param time how long what has no end by itself is watched
 */
record Setting(Path folder, Duration time) {}
