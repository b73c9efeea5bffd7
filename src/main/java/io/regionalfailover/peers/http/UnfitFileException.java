package io.regionalfailover.peers.http;

import java.security.GeneralSecurityException;

/** A file holds something else than it should; the message says what, in words that follow the file's name. */
final class UnfitFileException extends GeneralSecurityException {
    private static final long serialVersionUID = 1;

    UnfitFileException(String what) {
        super(what);
    }
}
