package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

    private static final NearDuplicates NEAR = NearDuplicates.standard();

    @Test
    void copiesWithASmallChangeAreOneGroup() {
        List<String> texts = List.of(
                "这家店的红烧牛肉面非常好吃，分量也很足，下次还会再来光顾的",
                "今天下雨外卖小哥还是准时送到了，真的非常感谢",
                "这家店的红烧牛肉面非常好吃!!分量也很足,下次还会再来光顾的哦",
                "這家店的紅燒牛肉麵非常好吃，分量也很足，下次還會再來光顧的",
                "The delivery was late and the food was cold when it arrived",
                "the delivery was late, and the food was COLD when it arrived!");

        assertThat(NEAR.groups(texts)).containsExactly(List.of(0, 2, 3), List.of(4, 5));
    }

    @Test
    void everyPairSimilarEnoughIsFoundAndNoOther() {
        var random = new SplittableRandom(1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < 60; k++) {
                text.append((char) (0x4e00 + random.nextInt(3000)));
            }
            texts.add(text.toString());
            int changes = random.nextInt(6);
            for (int c = 0; c < changes; c++) {
                text.setCharAt(random.nextInt(60), '改');
            }
            texts.add(text.toString());
        }

        List<List<Integer>> groups = NEAR.groups(texts);

        int expected = 0;
        for (int i = 0; i < texts.size(); i += 2) {
            boolean similar = NEAR.similarity(texts.get(i), texts.get(i + 1)) >= 0.8;
            expected += similar ? 1 : 0;
            assertThat(groups.contains(List.of(i, i + 1))).isEqualTo(similar);
        }
        assertThat(groups).hasSize(expected);
        assertThat(expected).isBetween(50, 250);
    }

    @Test
    void shortEmptyAndEmojiTextsAreLeftAlone() {
        assertThat(NEAR.groups(List.of("好吃", "好吃", "", "", "👍👍👍👍👍👍👍👍👍", "👍👍👍👍👍👍👍👍👍")))
                .isEmpty();
        assertThat(NEAR.similarity("好吃", "好吃")).isZero();
    }

    @Test
    void aFloodOfCopiesIsOneGroup() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            texts.add("亲们这家店真的超级好吃强烈推荐大家都来试试看吧加群领红包" + "甲乙丙丁戊己庚辛壬癸".charAt(i % 10) + (i % 7 == 0 ? "" : "哦"));
        }

        List<List<Integer>> groups = NEAR.groups(texts);

        assertThat(groups).hasSize(1);
        assertThat(groups.getFirst()).hasSize(5000);
    }

    @Test
    void equalTextsHaveSimilarityOneAndStrangersNone() {
        assertThat(NEAR.similarity("今天的外卖送得特别快", "今天的外卖，送得特别快！")).isEqualTo(1);
        assertThat(NEAR.similarity("今天的外卖送得特别快", "abcdefghijklmn")).isZero();
        assertThatThrownBy(() -> new NearDuplicates(0, 8)).hasMessageContaining("0.0");
    }
}
