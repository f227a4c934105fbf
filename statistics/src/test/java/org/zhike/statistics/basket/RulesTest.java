package org.zhike.statistics.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RulesTest {

    @Test
    void theExampleOfThePackageHolds() {
        Baskets baskets = Baskets.of(new int[] {0, 1}, new int[] {0, 1, 2}, new int[] {0, 1}, new int[] {2});
        Itemsets frequent = ItemsetMiner.all(2).collect(baskets).converged().orElseThrow();
        assertThat(frequent.count(0, 1)).isEqualTo(3);

        List<Rule> rules = Rules.of(frequent, 0.5);

        assertThat(rules).extracting(Rule::right).containsExactly(0, 1);
        Rule rule = rules.getFirst();
        assertThat(rule.support()).isEqualTo(0.75);
        assertThat(rule.confidence()).isEqualTo(1);
        assertThat(rule.lift()).isCloseTo(4.0 / 3, within(1e-15));
        assertThat(rule.leverage()).isEqualTo(0.75 - 0.75 * 0.75);
        assertThat(rule.conviction()).isEqualTo(Double.POSITIVE_INFINITY);
        // All three with 1 among the three with 0 of four baskets: 1 / C(4, 3).
        assertThat(rule.pValue()).isCloseTo(0.25, within(1e-12));
        assertThat(rule.falseDiscovery()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void amongIndependentItemsAlmostNoRuleSurvivesTheCorrection() {
        int plain = 0;
        int falseDiscoveries = 0;
        int familyWise = 0;
        for (int seed = 0; seed < 20; seed++) {
            for (Rule rule : Rules.of(frequent(shop(seed, 1500, 0), 15), 0)) {
                plain += rule.pValue() < 0.05 ? 1 : 0;
                falseDiscoveries += rule.falseDiscovery() < 0.05 ? 1 : 0;
                familyWise += rule.familyWise() < 0.05 ? 1 : 0;
            }
        }
        assertThat(plain).isGreaterThan(100);
        assertThat(falseDiscoveries).isLessThan(plain / 20);
        // Twenty shops at 5 %: one on average.
        assertThat(familyWise).isLessThanOrEqualTo(4);
    }

    @Test
    void aPlantedPairIsFoundAndItsIdleCompanionsAreToldApart() {
        // Items 0 and 1 go together; 2 is common and has nothing to do with them.
        List<Rule> rules = Rules.of(frequent(shop(9, 4000, 0.7), 20), 0.3);

        Rule pair = rule(rules, 1, 0);
        assertThat(pair.familyWise()).isLessThan(1e-6);
        assertThat(pair.improvementP()).isEqualTo(pair.pValue());
        Rule idle = rule(rules, 1, 0, 2);
        assertThat(idle.pValue()).isLessThan(1e-6);
        assertThat(idle.improvementP()).isGreaterThan(0.01);
    }

    private static Rule rule(List<Rule> rules, int right, int... left) {
        return rules.stream()
                .filter(rule ->
                        rule.right() == right && Arrays.equals(rule.left().items(), left))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFamilyOfTestsIsEverySideThatCouldBe() {
        // 8 items, baskets of up to 8: 7 sizes × 8 right sides × C(7, 1) left sides of one item.
        Itemsets frequent = frequent(shop(9, 4000, 0.7), 20);
        assertThat(frequent.frequentItems()).isEqualTo(8);
        assertThat(frequent.possibleLength()).isEqualTo(8);
        Rule pair = rule(Rules.of(frequent, 0.3), 1, 0);
        assertThat(pair.familyWise()).isCloseTo(pair.pValue() * 7 * 8 * 7, Percentage.withPercentage(1e-9));
    }

    @Test
    void aSearchThatWasCutGivesTheRulesOfWhatItHas() {
        Baskets baskets = shop(9, 4000, 0.7);
        Itemsets cut = switch (ItemsetMiner.all(20).withLimit(30).collect(baskets)) {
            case org.zhike.statistics.FitOutcome.NotConverged<Itemsets> open -> open.last();
            default -> throw new AssertionError("it should have been cut");
        };
        assertThat(Rules.of(cut, 0)).isNotEmpty().allSatisfy(rule -> {
            int[] left = rule.left().items();
            int[] both = IntStream.concat(Arrays.stream(left), IntStream.of(rule.right()))
                    .toArray();
            assertThat(rule.countLeft()).isEqualTo(baskets.count(left));
            assertThat(rule.countBoth()).isEqualTo(baskets.count(both));
        });
    }

    @Test
    void anItemInEveryBasketTeachesNothing() {
        Rule rule = rule(Rules.of(frequent(Baskets.of(new int[] {0, 1}, new int[] {0}, new int[] {0, 1}), 1), 0), 0, 1);
        assertThat(rule.lift()).isEqualTo(1);
        assertThat(rule.leverage()).isZero();
        assertThat(rule.conviction()).isEqualTo(1);
        assertThat(rule.pValue()).isEqualTo(1);
    }

    @Test
    void impossibleQuestionsAreRefusedInWords() {
        Baskets baskets = Baskets.of(new int[] {0, 1});
        Itemsets closed = ItemsetMiner.closed(1).collect(baskets).converged().orElseThrow();
        assertThatThrownBy(() -> Rules.of(closed, 0.5)).hasMessageContaining("rules need all frequent itemsets");
        assertThatThrownBy(() -> Rules.of(frequent(baskets, 1), 1.5))
                .hasMessage("a confidence lies from 0 to 1, not 1.5");
        assertThatThrownBy(() -> Itemset.of(2, 1, 2)).hasMessage("item 2 is named twice");
    }

    private static Itemsets frequent(Baskets baskets, int minCount) {
        return ItemsetMiner.all(minCount).collect(baskets).converged().orElseThrow();
    }

    /** Eight items, each in a third of the baskets; 1 beside 0 so much more often. */
    private static Baskets shop(int seed, int size, double tie) {
        var random = new SplittableRandom(seed);
        Baskets.Builder builder = Baskets.builder();
        for (int b = 0; b < size; b++) {
            boolean[] has = new boolean[8];
            for (int item = 0; item < 8; item++) {
                has[item] = random.nextDouble() < 1.0 / 3;
            }
            has[1] |= has[0] && random.nextDouble() < tie;
            builder.add(IntStream.range(0, 8).filter(item -> has[item]).toArray());
        }
        return builder.build();
    }
}
