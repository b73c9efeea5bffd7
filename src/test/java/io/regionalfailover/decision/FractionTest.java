package io.regionalfailover.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exact however many steps were multiplied: what does not fit a long is no other number. */
class FractionTest {
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private static Fraction power(int exponent, int denominator) {
        Fraction power = Fraction.ONE;
        for (int i = 0; i < exponent; i++) {
            power = power.times(2);
        }
        return power.times(Fraction.of(1, denominator));
    }

    @Test
    void partsOfAnySizeAreReduced() {
        for (int exponent : List.of(1, 30, 31, 32, 62, 63, 64, 65, 200)) {
            BigInteger two = BigInteger.TWO.pow(exponent);
            assertThat(power(exponent, 3)).as("2^%d / 3", exponent).isEqualTo(new Fraction(two, THREE));
            assertThat(Fraction.ONE.of(power(exponent, 3)))
                    .as("3 / 2^%d", exponent)
                    .isEqualTo(new Fraction(THREE, two));
            assertThat(power(exponent, 3).times(3).of(power(exponent, 1)))
                    .as("2^%d / 2^%d", exponent, exponent)
                    .isEqualTo(Fraction.ONE);
        }
    }

    @Test
    void theLargerOneIsTheLargerOneWhateverTheSize() {
        List<Fraction> rising = List.of(
                Fraction.ZERO,
                Fraction.ONE.of(power(200, 5)),
                Fraction.ONE.of(power(62, 5)),
                Fraction.ONE.of(power(62, 7)),
                Fraction.of(5, 7),
                Fraction.ONE,
                Fraction.of(7, 5),
                power(31, 3),
                power(62, 7),
                power(62, 5),
                power(200, 5));
        for (int i = 0; i < rising.size(); i++) {
            for (int j = 0; j < rising.size(); j++) {
                assertThat(Integer.signum(rising.get(i).compareTo(rising.get(j))))
                        .as("%s and %s", rising.get(i), rising.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void nothingIsLessThanNothing() {
        assertThat(Fraction.of(1, 3).less(Fraction.of(1, 2))).isEqualTo(Fraction.ZERO);
        assertThat(Fraction.of(1, 2).less(Fraction.of(1, 2))).isEqualTo(Fraction.ZERO);
        assertThat(Fraction.of(1, 2).less(Fraction.of(1, 3))).isEqualTo(Fraction.of(1, 6));
    }
}
