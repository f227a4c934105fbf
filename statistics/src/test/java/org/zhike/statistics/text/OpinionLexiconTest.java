package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpinionLexiconTest {

    private static final OpinionLexicon LEXICON = OpinionLexicon.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "太差",
                "太差了！",
                "不好",
                "不好吃",
                "不太满意",
                "不是很好",
                "没有想象中好吃",
                "再也不来了",
                "下次不点了",
                "太慢",
                "好慢",
                "凉了",
                "有点咸",
                "太甜",
                "味道不错，但是送错了还不接电话",
                "希望能快一点",
                "说好的可乐没送",
                "一点都不新鲜",
                "等了两个小时才送到",
                "not good",
                "It isn't very good.",
                "never again",
                "I will never go back here",
                "not worth the money",
                "don't like it",
                "too salty",
                "waste of time",
                "The case is nice but it broke",
                "👎",
                "😡😡",
                "這家店太慢了，態度惡劣",
                "ＮＯＴ　ＧＯＯＤ"
            })
    void complaintsAreBad(String text) {
        assertThat(LEXICON.judge(text).isBad())
                .as("%s %s", text, LEXICON.judge(text))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "好",
                "好吃",
                "好好吃",
                "很满意",
                "不错",
                "不差",
                "没有问题",
                "送餐很快",
                "味道好，服务也好",
                "不得不说好吃",
                "下次还会再来",
                "又快又好吃",
                "great",
                "It is very good.",
                "not bad",
                "no complaints",
                "I love this place",
                "can't wait to go back",
                "It was cheap, but it works great",
                "👍👍",
                "❤️",
                "服務很周到，好吃"
            })
    void praiseIsGood(String text) {
        assertThat(LEXICON.judge(text).isGood())
                .as("%s %s", text, LEXICON.judge(text))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "12:30", "出差", "差不多五点", "快递", "🦜", "table", "Goodman", "badge", "ξψω"})
    void whatSaysNothingIsNotJudged(String text) {
        assertThat(LEXICON.judge(text)).isEqualTo(new Opinion(0, List.of()));
    }

    @Test
    void degreeWordsStrengthenAndSoftNegatorsSoften() {
        assertThat(score("很满意")).isGreaterThan(score("满意")).isGreaterThan(score("比较满意"));
        assertThat(score("很慢")).isLessThan(score("慢"));
        assertThat(score("不满意")).isLessThan(score("不太满意"));
        assertThat(score("not good")).isLessThan(score("not very good"));
        assertThat(score("very good")).isGreaterThan(score("good"));
    }

    @Test
    void aNegatorReachesOverAFewWordsButNotIntoTheNextClause() {
        assertThat(score("It is not a very good phone")).isNegative();
        assertThat(score("It did not rain, good phone")).isPositive();
        assertThat(score("没下雨，好吃")).isPositive();
    }

    @Test
    void whatFollowsButCountsMore() {
        assertThat(score("好吃，但是慢")).isLessThan(score("慢，但是好吃"));
        assertThat(score("good but slow")).isLessThan(score("slow but good"));
    }

    @Test
    void theScoreLiesBetweenMinusOneAndOneAndRisesWithPraise() {
        double last = 0;
        for (int n = 1; n < 100; n++) {
            double score = score("好吃，".repeat(n));
            assertThat(score).isGreaterThan(last).isLessThanOrEqualTo(1);
            last = score;
        }
    }

    @Test
    void findingsNameThePhrasesInTheOrderOfTheText() {
        Opinion opinion = LEXICON.judge("味道好送餐慢");

        assertThat(opinion.findings().stream().map(Opinion.Finding::phrase)).containsExactly("好", "慢");
        assertThat(opinion.findings().getFirst().value()).isPositive();
        assertThat(opinion.findings().getLast().value()).isNegative();
    }

    @Test
    void aMegabyteIsReadInOneGo() {
        assertThat(score("不好吃".repeat(350_000))).isCloseTo(-1, within(1e-6));
        assertThat(score("不".repeat(1 << 20))).isBetween(-1.0, 1.0);
    }

    @Test
    void noPhraseOfTheWordFileHasTwoStrengths() {
        Map<String, List<String>> strengths = new HashMap<>();
        WordList.read("opinions.txt", (kind, entries) -> {
            if (Character.isDigit(kind.charAt(kind.length() - 1))
                    && !kind.startsWith("very")
                    && !kind.startsWith("miss")) {
                entries.forEach(entry ->
                        strengths.computeIfAbsent(entry, e -> new ArrayList<>()).add(kind));
            }
        });

        assertThat(strengths).hasSizeGreaterThan(2000);
        assertThat(strengths)
                .allSatisfy((entry, kinds) -> assertThat(kinds).as(entry).hasSize(1));
    }

    private static double score(String text) {
        return LEXICON.judge(text).score();
    }
}
