package io.regionalfailover.health;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The two messages of {@code grpc.health.v1}, each of one field, in their form on the wire. */
final class GrpcHealth {

    /** What the server says of a service; in the order of the numbers on the wire. */
    enum Status {
        UNKNOWN,
        SERVING,
        NOT_SERVING,
        SERVICE_UNKNOWN
    }

    private static final int PREFIX = 5;
    private static final int FIELD_ONE_TEXT = 0x0a;
    private static final int FIELD_ONE_NUMBER = 0x08;
    private static final int MORE = 0x80;

    private GrpcHealth() {}

    /**
     * The request with its gRPC prefix.
     *
     * @param service at most 253 ASCII characters
     */
    static byte[] request(String service) {
        byte[] name = service.getBytes(StandardCharsets.US_ASCII);
        int lengthBytes = name.length < MORE ? 1 : 2;
        int size = name.length == 0 ? 0 : 1 + lengthBytes + name.length;
        ByteBuffer message = ByteBuffer.allocate(PREFIX + size).put((byte) 0).putInt(size);
        if (name.length > 0) {
            message.put((byte) FIELD_ONE_TEXT);
            if (lengthBytes == 2) {
                message.put((byte) (MORE | name.length & 0x7f)).put((byte) (name.length >> 7));
            } else {
                message.put((byte) name.length);
            }
            message.put(name);
        }
        return message.array();
    }

    /** What a response says; empty when it is none. Fields that a later version may add are skipped. */
    static Optional<Status> response(byte[] bytes) {
        ByteBuffer message = ByteBuffer.wrap(bytes);
        if (bytes.length < PREFIX || message.get() != 0 || message.getInt() != message.remaining()) {
            return Optional.empty();
        }
        long number = 0;
        try {
            while (message.hasRemaining()) {
                long tag = varint(message);
                if (tag == FIELD_ONE_NUMBER) {
                    number = varint(message);
                } else {
                    skip(message, (int) (tag & 7));
                }
            }
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            return Optional.empty();
        }
        Status[] all = Status.values();
        return number < 0 || number >= all.length ? Optional.empty() : Optional.of(all[(int) number]);
    }

    private static void skip(ByteBuffer message, int wireType) {
        switch (wireType) {
            case 0 -> varint(message);
            case 1 -> message.position(message.position() + 8);
            case 2 -> {
                long length = varint(message);
                // A length of ten bytes may be negative: it would lead back to what was read already, for ever.
                if (length < 0 || length > message.remaining()) {
                    throw new IllegalArgumentException("a length of " + length);
                }
                message.position(message.position() + (int) length);
            }
            case 5 -> message.position(message.position() + 4);
            default -> throw new IllegalArgumentException("wire type " + wireType);
        }
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = message.get();
            value |= (long) (next & 0x7f) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }
}
