package org.zhike.statistics.basket;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.min;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.test.FisherExact;
import org.zhike.statistics.test.ManyTests;

/** Makes rules with one item on the right out of frequent itemsets (Agrawal and Srikant 1994). */
public final class Rules {

    private Rules() {}

    /**
     * Returns the rules of at least this confidence, the highest lift first, then the most baskets. Both cores; a Fisher test
     * for each item of each rule.
     *
     * @param frequent all frequent sets: closed or maximal ones do not tell the counts of their parts
     * @param confidence from 0 to 1; 0 gives every rule
     */
    public static List<Rule> of(Itemsets frequent, double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence lies from 0 to 1, not " + confidence);
        }
        if (!frequent.isAll()) {
            throw new IllegalArgumentException("rules need all frequent itemsets, not only the "
                    + frequent.asked().kind() + " ones");
        }
        Rule[] found = IntStream.range(0, frequent.size())
                .parallel()
                .boxed()
                .flatMap(number -> rules(frequent, number, confidence))
                .toArray(Rule[]::new);
        double[] logP =
                Arrays.stream(found).mapToDouble(rule -> log(rule.pValue())).toArray();
        double[] falseDiscovery = ManyTests.benjaminiHochberg(
                Arrays.stream(found).mapToDouble(Rule::pValue).toArray());
        for (int i = 0; i < found.length; i++) {
            double logTests = logTests(frequent, found[i].left().size());
            found[i] = found[i].withAdjusted(falseDiscovery[i], exp(min(0, logP[i] + logTests)));
        }
        Arrays.parallelSort(found, ORDER);
        return List.of(found);
    }

    private static final Comparator<Rule> ORDER = Comparator.comparingDouble(Rule::lift)
            .reversed()
            .thenComparing(Comparator.comparingInt(Rule::countBoth).reversed())
            .thenComparingInt(Rule::right)
            .thenComparingInt(rule -> rule.left().size())
            .thenComparing(Rule::left, (a, b) -> Arrays.compare(a.items(), b.items()));

    private static Stream<Rule> rules(Itemsets frequent, int number, double confidence) {
        if (frequent.length(number) < 2) {
            return Stream.empty();
        }
        return IntStream.range(0, frequent.length(number))
                .mapToObj(place -> rule(frequent, number, place, confidence))
                .filter(Objects::nonNull);
    }

    private static @Nullable Rule rule(Itemsets frequent, int number, int place, double confidence) {
        int left = frequent.without(number, place);
        int right = frequent.item(number, place);
        int countRight = frequent.count(right);
        // Parts of a set can be missing only where the limit ended the search.
        if (left < 0 || countRight == 0 || (double) frequent.countOf(number) / frequent.countOf(left) < confidence) {
            return null;
        }
        double p = p(frequent.baskets(), frequent.countOf(left), countRight, frequent.countOf(number));
        double improvement = frequent.length(left) == 1 ? p : improvement(frequent, number, place, left);
        return new Rule(
                frequent.set(left),
                right,
                frequent.baskets(),
                frequent.countOf(left),
                countRight,
                frequent.countOf(number),
                p,
                improvement,
                1,
                1);
    }

    /** The largest p against the rules with one item less on the left, among the baskets that hold the others. */
    private static double improvement(Itemsets frequent, int number, int right, int left) {
        double largest = 0;
        for (int place = 0; place < frequent.length(number); place++) {
            if (place == right) {
                continue;
            }
            int shorter = frequent.without(left, place < right ? place : place - 1);
            int shorterBoth = frequent.without(number, place);
            if (shorter < 0 || shorterBoth < 0) {
                return 1;
            }
            largest = Math.max(
                    largest,
                    p(
                            frequent.countOf(shorter),
                            frequent.countOf(left),
                            frequent.countOf(shorterBoth),
                            frequent.countOf(number)));
        }
        return largest;
    }

    private static double p(long baskets, long left, long right, long both) {
        return min(1, new FisherExact(both, left - both, right - both, baskets - left - right + both).greater());
    }

    /**
     * The logarithm of how many tests an error is shared by: the sizes that a left side can have, times the rules with a left side
     * of this size. Frequent items only: their counts alone say nothing on what is together.
     */
    private static double logTests(Itemsets frequent, int size) {
        int items = frequent.frequentItems();
        double sum = log(Math.max(1, Math.min(items, frequent.possibleLength()) - 1)) + log(items);
        for (int i = 1; i <= size; i++) {
            sum += log((items - i) / (double) i);
        }
        return sum;
    }
}
