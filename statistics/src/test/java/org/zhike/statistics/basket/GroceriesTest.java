package org.zhike.statistics.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class GroceriesTest {

    private static final Offset<Double> GOLDEN = within(1e-9);

    /** 0.001 of 9,835 baskets: at least ten. */
    private static final int MIN_COUNT = 10;

    @Test
    void theItemsetsOfTheGroceryAreThoseOfTheReference() {
        Groceries groceries = Groceries.read();
        Map<Set<String>, Integer> expected = new HashMap<>();
        for (String[] row : Groceries.reference("groceries_itemsets_s0.001.csv.gz")) {
            expected.put(Groceries.names(row[0]), Integer.parseInt(row[2]));
        }
        assertThat(expected).hasSize(13_492);

        Itemsets found = frequent(groceries);

        Map<Set<String>, Integer> actual = new HashMap<>();
        for (int k = 0; k < found.size(); k++) {
            actual.put(groceries.names(found.set(k)), found.countOf(k));
        }
        assertThat(found.size()).isEqualTo(13_492);
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void theRulesOfTheGroceryAreThoseOfTheReference() {
        Groceries groceries = Groceries.read();
        Map<List<Object>, Rule> found = new HashMap<>();
        for (Rule rule : Rules.of(frequent(groceries), 0.5)) {
            found.put(List.of(groceries.names(rule.left()), groceries.name(rule.right())), rule);
        }
        List<String[]> expected = Groceries.reference("groceries_rules_s0.001_c0.5.csv.gz");
        assertThat(expected).hasSize(5_668);
        assertThat(found).hasSize(5_668);
        for (String[] row : expected) {
            Rule rule = found.get(List.of(Groceries.names(row[0]), row[1].strip()));
            assertThat(rule).as(row[0] + " → " + row[1]).isNotNull();
            assertThat(rule.support()).isCloseTo(number(row[2]), GOLDEN);
            assertThat(rule.confidence()).isCloseTo(number(row[3]), GOLDEN);
            assertThat(rule.lift()).isCloseTo(number(row[5]), GOLDEN);
            assertThat(rule.countBoth()).isEqualTo(Integer.parseInt(row[6]));
            if (rule.countBoth() == rule.countLeft()) {
                assertThat(rule.conviction()).isEqualTo(Double.POSITIVE_INFINITY);
            } else {
                assertThat(rule.conviction()).isCloseTo(number(row[7]), GOLDEN);
            }
            assertThat(rule.leverage()).isCloseTo(number(row[8]), GOLDEN);
            assertThat(rule.pValue()).isCloseTo(number(row[13]), Percentage.withPercentage(1e-7));
        }
    }

    @Test
    void whoBuysInstantFoodAndSodaBuysHamburgerMeatNineteenTimesAsOften() {
        Groceries groceries = Groceries.read();

        Rule first = Rules.of(frequent(groceries), 0.5).getFirst();

        assertThat(groceries.names(first.left())).containsExactly("Instant food products", "soda");
        assertThat(groceries.name(first.right())).isEqualTo("hamburger meat");
        assertThat(first.lift()).isCloseTo(18.9957, within(5e-5));
    }

    private static Itemsets frequent(Groceries groceries) {
        return ItemsetMiner.all(MIN_COUNT)
                .collect(groceries.baskets())
                .converged()
                .orElseThrow();
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }
}
