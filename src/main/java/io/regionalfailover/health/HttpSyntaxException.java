package io.regionalfailover.health;

import java.io.IOException;

/** What a server sent breaks the rules of HTTP/1.1, or a limit of ours. Its message never quotes the server. */
final class HttpSyntaxException extends IOException {

    private static final long serialVersionUID = 1;

    HttpSyntaxException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
