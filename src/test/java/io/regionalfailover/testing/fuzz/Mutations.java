package io.regionalfailover.testing.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Inputs made of others: cut, doubled, joined, with bytes and numbers changed. */
public final class Mutations {
    private static final int LONGEST = 4_096;

    private static final byte[] TELLING = {
        0, 1, -1, 127, -128, 63, -64, ' ', '\n', '\\', '"', '.', '-', '0', '9', ':', '{'
    };

    private final List<byte[]> seeds;
    private final RandomGenerator random;

    /** @param seeds at least one */
    public Mutations(List<byte[]> seeds, RandomGenerator random) {
        this.seeds = List.copyOf(seeds);
        this.random = random;
    }

    /** The next input. */
    public byte[] next() {
        byte[] input = any().clone();
        for (int changes = random.nextInt(6); changes >= 0; changes--) {
            input = changed(input);
        }
        return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    }

    private byte[] any() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = at + random.nextInt(input.length - at + 1);
        return switch (random.nextInt(7)) {
            case 0 -> joined(input, 0, at, input, to, input.length);
            case 1 -> joined(input, 0, to, input, at, input.length);
            case 2 -> {
                byte[] other = any();
                yield joined(input, 0, at, other, random.nextInt(other.length + 1), other.length);
            }
            case 3 -> joined(input, 0, at, noise(), 0, random.nextInt(9));
            case 4 -> joined(joined(input, 0, at, noise(), 0, random.nextInt(9)), 0, at, input, at, input.length);
            default -> {
                byte[] copy = input.clone();
                for (int i = at; i < Math.min(copy.length, at + 1 + random.nextInt(2)); i++) {
                    copy[i] =
                            random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256);
                }
                yield copy;
            }
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[8];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[] first, int from, int to, byte[] second, int secondFrom, int secondTo) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(first, from, to - from);
        joined.write(second, secondFrom, secondTo - secondFrom);
        return joined.toByteArray();
    }
}
