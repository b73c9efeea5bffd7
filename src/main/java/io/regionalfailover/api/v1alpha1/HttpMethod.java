package io.regionalfailover.api.v1alpha1;

/** The request method of an HTTP check. */
public enum HttpMethod {
    /** Asks for the body, too. */
    GET,

    /** Asks for status and headers only. */
    HEAD
}
