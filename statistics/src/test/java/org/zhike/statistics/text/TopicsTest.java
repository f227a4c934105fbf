package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhike.statistics.FitOutcome;

class TopicsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "快递太慢了 | delivery",
                "價格太貴 | price",
                "客服态度恶劣 | attitude",
                "申请退款一直没人处理 | after_sales",
                "更新后闪退，登录不了 | use",
                "质量很好，做工精细 | product",
                "里面有一只苍蝇 | safety",
                "袋子破了，汤全洒了 | packaging",
                "停车不方便，环境一般 | place",
                "The courier arrived two hours late | delivery",
                "Way overpriced | price",
                "I want a refund | after_sales",
                "The app keeps crashing: it crashes at login | use",
                "Our waitress was rude | attitude"
            })
    void wordsGiveTopicsAway(String text, String topic) {
        assertThat(SeededTopics.standard().topicsOf(text)).contains(topic);
    }

    @Test
    void aTextMayHaveSeveralTopicsOrNone() {
        assertThat(SeededTopics.standard().topicsOf("味道不错，就是太贵，送餐也慢")).contains("product", "price", "delivery");
        assertThat(SeededTopics.standard().topicsOf("嗯嗯")).isEmpty();
        assertThat(SeededTopics.standard().topicsOf("👍")).isEmpty();
        assertThat(SeededTopics.standard().topicsOf("")).isEmpty();
    }

    @Test
    void topicsOfOnesOwnNeedOnlyWords() {
        SeededTopics topics = SeededTopics.of(Map.of("pets", List.of("猫", "狗", "Dog")));

        assertThat(topics.topicsOf("我家的貓和 DOG")).containsExactly("pets");
        assertThat(topics.scores("猫 狗")[0]).isEqualTo(2 / 3.0);
        assertThat(topics.topicsOf("dogma")).isEmpty();
    }

    @Test
    void trainingReplacesTheWordsOfATopicAndKeepsThoseItCannotLearn() {
        SeededTopics seeded = SeededTopics.standard();
        int delivery = seeded.topics().indexOf("delivery");
        var random = new SplittableRandom(1);
        List<String> texts = new ArrayList<>();
        boolean[][] has = new boolean[200][seeded.topics().size()];
        for (int i = 0; i < 200; i++) {
            // The company calls its own service by a name no list knows.
            has[i][delivery] = i % 2 == 0;
            texts.add((has[i][delivery] ? "闪达" : "菜单") + Reviews.text(2, random));
        }

        TrainedTopics trained = TrainedTopics.fit(seeded, TextClassifierFitter.standard(), texts, has)
                .converged()
                .orElseThrow();

        assertThat(seeded.topicsOf("闪达怎么回事")).doesNotContain("delivery");
        assertThat(trained.topicsOf("闪达怎么回事")).contains("delivery");
        assertThat(trained.isTrained("delivery")).isTrue();
        assertThat(trained.isTrained("price")).isFalse();
        assertThat(trained.topicsOf("太贵了")).contains("price");
    }

    @Test
    void withoutAnyTopicToLearnThereIsTooLittle() {
        FitOutcome<TrainedTopics> outcome = TrainedTopics.fit(
                SeededTopics.standard(),
                TextClassifierFitter.standard(),
                List.of("a", "b"),
                new boolean[2][SeededTopics.standard().topics().size()]);

        assertThat(outcome).isInstanceOf(FitOutcome.TooLittleData.class);
    }
}
