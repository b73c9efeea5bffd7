package io.regionalfailover.testing.route53;

import java.io.Serial;
import java.util.List;

/** An answer of the API that is an error. */
final class ApiException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final List<String> messages;

    ApiException(int status, String code, List<String> messages) {
        super(code + ": " + messages);
        this.status = status;
        this.code = code;
        this.messages = List.copyOf(messages);
    }

    ApiException(int status, String code, String message) {
        this(status, code, List.of(message));
    }

    static ApiException invalidInput(String message) {
        return new ApiException(400, "InvalidInput", message);
    }

    static ApiException noSuchHostedZone(String id) {
        return new ApiException(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    List<String> messages() {
        return messages;
    }
}
