package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.text.Normalizer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "送得很快，还会再来 | CHINESE_SIMPLIFIED",
                "送得很快，還會再來 | CHINESE_TRADITIONAL",
                "好吃 | CHINESE",
                "The delivery was late and the food was cold. | ENGLISH",
                "good | ENGLISH",
                "とても美味しかったです | JAPANESE",
                "배송이 빨라요 | KOREAN",
                "La livraison est très rapide et je suis content | FRENCH",
                "Die Lieferung war schnell und das Essen ist gut | GERMAN",
                "El pedido llegó tarde y la comida está fría | SPANISH",
                "A entrega foi rápida e não tenho queixas | PORTUGUESE",
                "La consegna è molto veloce e il cibo è buono | ITALIAN",
                "Giao hàng rất nhanh và tôi hài lòng | VIETNAMESE",
                "Pengiriman sangat cepat dan saya puas | INDONESIAN",
                "Доставка была быстрой | CYRILLIC",
                "التوصيل سريع جدا | ARABIC",
                "ส่งเร็วมาก | THAI",
                "Η παράδοση ήταν γρήγορη | OTHER",
                "xyzzy qwrt | LATIN"
            })
    void theLanguageIsTold(String text, Language expected) {
        assertThat(Languages.detect(text).main()).isEqualTo(expected);
        assertThat(Languages.detect(text).share()).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "👍👍", "❤️🎉", "12345", "!!!", "2026-01-31 :)", "\uD83D"})
    void emojiNumbersAndNothingAreUnknown(String text) {
        DetectedLanguage detected = Languages.detect(text);

        assertThat(detected.main()).isEqualTo(Language.UNKNOWN);
        assertThat(detected.isMixed()).isFalse();
    }

    @Test
    void mixedTextsAreSaidToBeMixed() {
        DetectedLanguage detected = Languages.detect("这家店的 service is very good, 下次还来");

        assertThat(detected.isMixed()).isTrue();
        assertThat(detected.shares()).containsKeys(Language.CHINESE_SIMPLIFIED, Language.ENGLISH);
        assertThat(detected.shares().values().stream()
                        .mapToDouble(share -> share)
                        .sum())
                .isCloseTo(1, within(1e-12));
        assertThat(Languages.detect("这个app用起来真的特别方便，推荐给大家").isMixed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ＡＢＣ　１２３ | abc 000",
                "服務態度 | 服务态度",
                "太！！！！！！好了 | 太!!!好了",
                "ﬁne… | fine...",
                "don’t | don't",
                "👍🏽❤️ | 👍❤",
                "a\u200Bb | ab",
                "①㎏ | 0kg",
                "cafe\u0301 | café"
            })
    void oneSpellingForTheSame(String text, String expected) {
        assertThat(Normaliser.normalise(text)).isEqualTo(expected);
    }

    @Test
    void normalisingTwiceChangesNothingMore() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder();
            for (int k = random.nextInt(20); k >= 0; k--) {
                int range = random.nextInt(5);
                int sign = range == 0
                        ? random.nextInt(0x20, 0x7f)
                        : range == 1
                                ? random.nextInt(0x4e00, 0x9fff)
                                : range == 2 ? random.nextInt(0xff00, 0xffef) : random.nextInt(0x1f300, 0x1f600);
                text.appendCodePoint(range == 4 ? random.nextInt(0x2000, 0x2fff) : sign);
            }
            String once = Normaliser.normalise(text.toString());
            assertThat(Normaliser.normalise(once)).as(text.toString()).isEqualTo(once);
            assertThat(Normalizer.isNormalized(once, Normalizer.Form.NFKC))
                    .as(text.toString())
                    .isTrue();
        }
    }

    @Test
    void halvesOfSignsAndControlSignsDoNoHarm() {
        assertThat(Normaliser.normalise("a\uD83D\u0000b\uDC4D\n\tc ")).isEqualTo("ab c");
    }
}
