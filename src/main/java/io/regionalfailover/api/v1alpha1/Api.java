package io.regionalfailover.api.v1alpha1;

/** Names and limits that several kinds share. */
public final class Api {
    /** The API group of every kind. */
    public static final String GROUP = "regionalfailover.io";

    /** The API version of every kind. */
    public static final String VERSION = "v1alpha1";

    /** What {@code kubectl get regional-failover} lists. */
    public static final String CATEGORY = "regional-failover";

    /** One to four numbers, each with its unit: {@code 500ms}, {@code 30s}, {@code 1h30m}. */
    public static final String DURATION_PATTERN = "^([0-9]{1,5}(h|m|s|ms)){1,4}$";

    /** The longest name of a host or a Kubernetes object, in characters. */
    public static final int NAME_LENGTH = 253;

    /** The longest DNS name that may end with a dot, in characters. */
    public static final int FQDN_LENGTH = 254;

    /** The longest {@code host:port}, in characters. */
    public static final int ENDPOINT_LENGTH = 260;

    /** The longest DNS label, in characters. */
    public static final int LABEL_LENGTH = 63;

    /** The longest duration, in characters: four numbers of five digits with two letters each. */
    public static final int DURATION_LENGTH = 28;

    private Api() {}
}
