package io.regionalfailover.operator;

/**
 * Who this process is.
 *
 * @param vantagePoint its name as a vantage point: the Region it stands in, or its host
 * @param writer how plans name their writer
 * @param namespace the operator's own
 */
public record Identity(String vantagePoint, String writer, String namespace) {}
