package io.regionalfailover.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each form is what the regular expression says that a person reads when a text does not fit. */
class TextFormTest {
    private static final String INTERESTING = "azAZ09fgG._/-,:^`@[{ ~\u007f\u0000\n\u001f\u0080é\ud83d";

    @ParameterizedTest
    @EnumSource
    void itFitsWhatItsPatternMatches(TextForm form) {
        Pattern pattern = Pattern.compile(form.written);
        SplittableRandom random = new SplittableRandom(7);
        for (char c = 0; c < 0x200; c++) {
            for (int length : new int[] {1, 2, 10, 16, 320}) {
                same(form, pattern, String.valueOf(c).repeat(length));
            }
        }
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(5) == 0 ? random.nextInt(330) : random.nextInt(18);
            for (int at = 0; at < length; at++) {
                text.append(
                        random.nextInt(40) == 0
                                ? INTERESTING.charAt(random.nextInt(INTERESTING.length()))
                                : (char) ('a' + random.nextInt(6)));
            }
            same(form, pattern, text.toString());
        }
        for (int length = 0; length < 330; length++) {
            same(form, pattern, "a".repeat(length));
        }
    }

    private static void same(TextForm form, Pattern pattern, String text) {
        assertThat(form.fits(text))
                .as("%s: %s", form, text)
                .isEqualTo(pattern.matcher(text).matches());
    }
}
