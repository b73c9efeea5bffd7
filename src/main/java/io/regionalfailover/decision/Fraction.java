package io.regionalfailover.decision;

import java.math.BigInteger;

/**
 * An exact part of the traffic. Never rounded, so that no order of steps can lose or invent any.
 *
 * @param numerator not negative
 * @param denominator above 0, without a common divisor with the numerator
 */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    static Fraction of(long numerator, long denominator) {
        if (numerator == 0) {
            return ZERO;
        }
        long divisor = divisor(numerator, denominator);
        return new Fraction(BigInteger.valueOf(numerator / divisor), BigInteger.valueOf(denominator / divisor));
    }

    private static long divisor(long a, long b) {
        long larger = a;
        long smaller = b;
        while (smaller != 0) {
            long rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return larger;
    }

    private static Fraction reduced(BigInteger numerator, BigInteger denominator) {
        if (numerator.bitLength() < Long.SIZE && denominator.bitLength() < Long.SIZE) {
            return of(numerator.longValue(), denominator.longValue());
        }
        BigInteger divisor = numerator.gcd(denominator);
        return new Fraction(numerator.divide(divisor), denominator.divide(divisor));
    }

    /** Whether products with another small one's parts fit a long. */
    private boolean isSmall() {
        return numerator.bitLength() < 31 && denominator.bitLength() < 31;
    }

    boolean isZero() {
        return numerator.signum() == 0;
    }

    Fraction plus(Fraction other) {
        return reduced(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** This less the other; 0 when the other is larger. */
    Fraction less(Fraction other) {
        BigInteger rest = numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator));
        return rest.signum() <= 0 ? ZERO : reduced(rest, denominator.multiply(other.denominator));
    }

    Fraction times(Fraction other) {
        return reduced(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction times(long factor) {
        return reduced(numerator.multiply(BigInteger.valueOf(factor)), denominator);
    }

    /** This part of {@code whole} as a part of 1; {@code whole} is above 0. */
    Fraction of(Fraction whole) {
        return reduced(numerator.multiply(whole.denominator), denominator.multiply(whole.numerator));
    }

    Fraction percent(int percent) {
        return times(Fraction.of(percent, 100));
    }

    boolean isAbove(Fraction other) {
        return compareTo(other) > 0;
    }

    Fraction min(Fraction other) {
        return isAbove(other) ? other : this;
    }

    Fraction max(Fraction other) {
        return isAbove(other) ? this : other;
    }

    /** The whole number at or below it. */
    int floor() {
        return numerator.divide(denominator).intValueExact();
    }

    /** The whole number at or above it. */
    int ceiling() {
        return numerator
                .add(denominator)
                .subtract(BigInteger.ONE)
                .divide(denominator)
                .intValueExact();
    }

    @Override
    public int compareTo(Fraction other) {
        if (isSmall() && other.isSmall()) {
            return Long.compare(
                    numerator.longValue() * other.denominator.longValue(),
                    other.numerator.longValue() * denominator.longValue());
        }
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
