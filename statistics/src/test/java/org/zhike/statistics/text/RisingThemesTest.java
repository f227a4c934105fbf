package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;

class RisingThemesTest {

    @Test
    void aNewThemeIsFoundWithItsWholeName() {
        List<String> earlier = texts(1000, 0.002, 1);
        List<String> recent = texts(400, 0.1, 2);

        List<RisingThemes.Theme> themes = rising(recent, earlier);

        assertThat(themes.stream().map(RisingThemes.Theme::phrase))
                .first()
                .asString()
                .contains("发票");
        RisingThemes.Theme first = themes.getFirst();
        assertThat(first.z()).isGreaterThan(3);
        assertThat(first.adjustedP()).isLessThan(0.05);
        assertThat(first.recentTexts()).isBetween(20, 70);
        assertThat(first.logOdds()).isPositive();
        assertThat(themes.stream().map(RisingThemes.Theme::phrase)).doesNotContain("票开", "开不");
    }

    @Test
    void whereNothingChangedHardlyAnythingRises() {
        int found = 0;
        for (int run = 0; run < 20; run++) {
            found += rising(texts(300, 0.05, 100 + run), texts(300, 0.05, 200 + run))
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(found).as("runs of 20 with a false theme").isLessThanOrEqualTo(2);
    }

    @Test
    void exchangedPeriodsShowWhatFell() {
        List<String> earlier = texts(400, 0.1, 3);
        List<String> recent = texts(400, 0.0, 4);

        assertThat(rising(recent, earlier)).noneMatch(theme -> theme.phrase().contains("发票"));
        assertThat(rising(earlier, recent)).anyMatch(theme -> theme.phrase().contains("发票"));
    }

    @Test
    void aTextThatRepeatsItselfCountsOnce() {
        List<String> recent = new ArrayList<>(texts(100, 0, 5));
        recent.add("退款。".repeat(1000));

        assertThat(rising(recent, texts(100, 0, 6))).isEmpty();
    }

    @Test
    void englishPhrasesAreThemesToo() {
        List<String> recent =
                Stream.generate(() -> "the battery life is short").limit(30).toList();
        List<String> earlier =
                Stream.generate(() -> "nice color and shape").limit(60).toList();

        assertThat(rising(recent, earlier).stream().map(RisingThemes.Theme::phrase))
                .contains("battery life");
    }

    @Test
    void aFewTextsAreTooLittle() {
        assertThat(RisingThemes.standard().compare(List.of("a"), texts(19, 0, 7)))
                .isEqualTo(new FitOutcome.TooLittleData<>(
                        List.of(new Shortage("recent_texts", 1, 20), new Shortage("earlier_texts", 19, 20))));
        assertThatThrownBy(() -> new RisingThemes(1, 5)).hasMessageContaining("1.0");
    }

    private static List<RisingThemes.Theme> rising(List<String> recent, List<String> earlier) {
        return RisingThemes.standard().compare(recent, earlier).converged().orElseThrow();
    }

    /** Ordinary texts, of which a share asks for invoices. */
    private static List<String> texts(int n, double invoices, long seed) {
        var random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String text = Reviews.text(random.nextInt(3), random);
            texts.add(random.nextDouble() < invoices ? text + "，电子发票开不了" : text);
        }
        return texts;
    }
}
