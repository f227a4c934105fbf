package org.zhike.statistics.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.basket.ItemsetMiner.Kind;

class ItemsetMinerTest {

    @Test
    void everyKindOfSetEqualsBruteForceOnRandomBaskets() {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 400; round++) {
            int items = 1 + random.nextInt(10);
            // From so thin that rows are projected to so dense that nearly everything is closed under the others.
            double density = round % 3 == 0 ? 0.85 : random.nextDouble(0.05, 0.6);
            Baskets baskets = random(random, 1 + random.nextInt(300), items, density);
            int minCount = 1 + random.nextInt(8);

            Map<Integer, Integer> all = bruteForce(baskets, items, minCount);

            assertThat(found(ItemsetMiner.all(minCount), baskets)).isEqualTo(all);
            assertThat(found(ItemsetMiner.closed(minCount), baskets)).isEqualTo(without(all, items, true));
            assertThat(found(ItemsetMiner.maximal(minCount), baskets)).isEqualTo(without(all, items, false));
        }
    }

    /** Counts every subset of at most ten items, as bits. */
    private static Map<Integer, Integer> bruteForce(Baskets baskets, int items, int minCount) {
        int[] counts = new int[1 << items];
        for (int b = 0; b < baskets.size(); b++) {
            int basket = bits(baskets.basket(b));
            for (int set = 1; set < counts.length; set++) {
                counts[set] += (basket & set) == set ? 1 : 0;
            }
        }
        Map<Integer, Integer> frequent = new HashMap<>();
        for (int set = 1; set < counts.length; set++) {
            if (counts[set] >= minCount) {
                frequent.put(set, counts[set]);
            }
        }
        return frequent;
    }

    private static Map<Integer, Integer> without(Map<Integer, Integer> all, int items, boolean closed) {
        Map<Integer, Integer> left = new HashMap<>(all);
        left.keySet()
                .removeIf(set -> IntStream.range(0, items)
                        .filter(item -> (set >> item & 1) == 0)
                        .mapToObj(item -> all.get(set | 1 << item))
                        .anyMatch(larger -> larger != null && (!closed || larger.equals(all.get(set)))));
        return left;
    }

    private static Map<Integer, Integer> found(ItemsetMiner miner, Baskets baskets) {
        Map<Integer, Integer> found = new HashMap<>();
        miner.visit(baskets, (items, size, count) -> {
            Integer before = found.put(bits(Arrays.copyOf(items, size)), count);
            assertThat(before).as("told twice").isNull();
        });
        return found;
    }

    private static int bits(int[] items) {
        return Arrays.stream(items).map(item -> 1 << item).sum();
    }

    @Test
    void largeThinBasketsGiveTheSameAsCountingEachSetAnew() {
        // Enough baskets and items for projected rows, squeezed bitsets and many tasks.
        var random = new SplittableRandom(5);
        Baskets baskets = zipf(random, 20_000, 2_000, 12);
        Itemsets all = collected(ItemsetMiner.all(12), baskets);
        Itemsets closed = collected(ItemsetMiner.closed(12), baskets);
        Itemsets maximal = collected(ItemsetMiner.maximal(12), baskets);

        assertThat(all.size()).isGreaterThan(20_000);
        for (int k = 0; k < all.size(); k += 211) {
            assertThat(baskets.count(all.set(k).items())).isEqualTo(all.countOf(k));
        }
        // A set is closed when no larger one by an item occurs as often: known from all sets.
        boolean[] isClosed = new boolean[all.size()];
        boolean[] isMaximal = new boolean[all.size()];
        Arrays.fill(isClosed, true);
        Arrays.fill(isMaximal, true);
        for (int k = 0; k < all.size(); k++) {
            for (int place = 0; place < all.length(k) && all.length(k) > 1; place++) {
                int part = all.without(k, place);
                isMaximal[part] = false;
                isClosed[part] &= all.countOf(part) > all.countOf(k);
            }
        }
        assertThat(asMap(closed)).isEqualTo(asMap(all, isClosed));
        assertThat(asMap(maximal)).isEqualTo(asMap(all, isMaximal));
    }

    private static Map<Itemset, Integer> asMap(Itemsets sets) {
        boolean[] every = new boolean[sets.size()];
        Arrays.fill(every, true);
        return asMap(sets, every);
    }

    private static Map<Itemset, Integer> asMap(Itemsets sets, boolean[] wanted) {
        Map<Itemset, Integer> map = new HashMap<>();
        for (int k = 0; k < sets.size(); k++) {
            if (wanted[k]) {
                map.put(sets.set(k), sets.countOf(k));
            }
        }
        return map;
    }

    @Test
    void theOrderIsTheSameHoweverManyThreadsWork() {
        Baskets baskets = zipf(new SplittableRandom(8), 3_000, 300, 10);
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        ItemsetMiner.all(6).visit(baskets, (items, size, count) -> first.add(text(items, size)));
        ItemsetMiner.all(6).visit(baskets, (items, size, count) -> second.add(text(items, size)));

        assertThat(second).isEqualTo(first).hasSizeGreaterThan(1000);
    }

    private static String text(int[] items, int size) {
        return Arrays.toString(Arrays.copyOf(items, size));
    }

    @Test
    void otherNumbersForTheItemsChangeNothingButTheNumbers() {
        var random = new SplittableRandom(3);
        Baskets baskets = random(random, 200, 9, 0.4);
        Baskets.Builder renumbered = Baskets.builder();
        for (int b = baskets.size() - 1; b >= 0; b--) {
            renumbered.add(
                    Arrays.stream(baskets.basket(b)).map(item -> 8 - item).toArray());
        }
        Map<Integer, Integer> turned = new HashMap<>();
        found(ItemsetMiner.closed(5), renumbered.build())
                .forEach((set, count) -> turned.put(Integer.reverse(set) >>> 23, count));

        assertThat(turned).isEqualTo(found(ItemsetMiner.closed(5), baskets));
    }

    @Test
    void aHigherLeastCountLeavesASubset() {
        Baskets baskets = zipf(new SplittableRandom(4), 2_000, 100, 8);
        Map<Itemset, Integer> few = asMap(collected(ItemsetMiner.all(40), baskets));
        Map<Itemset, Integer> many = asMap(collected(ItemsetMiner.all(20), baskets));

        assertThat(few).hasSizeLessThan(many.size());
        assertThat(many).containsAllEntriesOf(few);
    }

    @Test
    void theLimitEndsTheSearchAndSaysSo() {
        // Twenty baskets with the same thirty items: a thousand million sets.
        Baskets.Builder builder = Baskets.builder();
        int[] thirty = IntStream.range(0, 30).toArray();
        for (int b = 0; b < 20; b++) {
            builder.add(thirty);
        }
        Baskets baskets = builder.build();

        FitOutcome<Itemsets> outcome = ItemsetMiner.all(2).withLimit(5000).collect(baskets);

        assertThat(outcome).isInstanceOfSatisfying(FitOutcome.NotConverged.class, cut -> {
            assertThat(((Itemsets) cut.last()).size()).isEqualTo(5000);
            assertThat(((Itemsets) cut.last()).isComplete()).isFalse();
            assertThat(cut.why()).contains("more than 5000 itemsets").contains("Raise the least count");
        });
        assertThat(collected(ItemsetMiner.closed(2), baskets).size()).isEqualTo(1);
        assertThat(collected(ItemsetMiner.maximal(2), baskets).count(thirty)).isEqualTo(20);
        assertThat(collected(ItemsetMiner.all(2).withLargest(2), baskets).size())
                .isEqualTo(30 + 435);
    }

    @Test
    void exactlyAsManySetsAsTheLimitAreAllOfThem() {
        Baskets baskets = Baskets.of(new int[] {0, 1}, new int[] {0, 1});
        assertThat(ItemsetMiner.all(1).withLimit(3).collect(baskets)).isInstanceOf(FitOutcome.Converged.class);
    }

    @Test
    void tenThousandItemsInOneBasketAreTooManyForAllSetsOnly() {
        Baskets baskets =
                Baskets.of(IntStream.range(0, 10_000).toArray(), new int[] {3, 5}, new int[] {3, 5, 7}, new int[] {});

        assertThat(ItemsetMiner.all(1).withLimit(100_000).visit(baskets, (items, size, count) -> {}))
                .isInstanceOf(FitOutcome.NotConverged.class);
        Itemsets closed = collected(ItemsetMiner.closed(1), baskets);
        assertThat(closed.size()).isEqualTo(3);
        assertThat(closed.count(3, 5)).isEqualTo(3);
        assertThat(collected(ItemsetMiner.maximal(1), baskets).length(0)).isEqualTo(10_000);
        assertThat(collected(ItemsetMiner.all(2), baskets).size()).isEqualTo(7);
    }

    @Test
    void anItemNamedTwiceInABasketCountsOnce() {
        Baskets baskets = Baskets.of(new int[] {4, 2, 4, 4}, new int[] {4});
        assertThat(baskets.entries()).isEqualTo(3);
        assertThat(collected(ItemsetMiner.all(1), baskets).count(4)).isEqualTo(2);
        assertThat(Baskets.ofPairs(3, new int[] {2, 0, 2, 2}, new int[] {1, 5, 0, 1})
                        .basket(2))
                .containsExactly(0, 1);
    }

    @Test
    void withoutAnythingInTheBasketsThereIsTooLittle() {
        assertThat(ItemsetMiner.all(1).collect(Baskets.of())).isInstanceOf(FitOutcome.TooLittleData.class);
        assertThat(ItemsetMiner.all(1).collect(Baskets.of(new int[0], new int[0])))
                .isInstanceOf(FitOutcome.TooLittleData.class);
    }

    @Test
    void whereNothingIsFrequentNothingIsFound() {
        assertThat(collected(ItemsetMiner.all(3), Baskets.of(new int[] {1}, new int[] {2}))
                        .size())
                .isZero();
    }

    @Test
    void whatTheVisitorThrowsReachesTheCaller() {
        Baskets baskets = zipf(new SplittableRandom(4), 2_000, 100, 8);
        assertThatThrownBy(() -> ItemsetMiner.all(20).visit(baskets, (items, size, count) -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }

    @Test
    void impossibleQuestionsAreRefusedInWords() {
        assertThatThrownBy(() -> ItemsetMiner.all(0)).hasMessage("the least count must be at least 1, not 0");
        assertThatThrownBy(() -> ItemsetMiner.closed(2).withLargest(3)).hasMessageContaining("only a search for all");
        assertThatThrownBy(() -> new ItemsetMiner(1, Kind.ALL, 0, 1)).hasMessageContaining("the largest size");
        assertThatThrownBy(() -> Baskets.of(new int[] {-1})).hasMessageContaining("an item's number");
        assertThatThrownBy(() -> Baskets.ofPairs(1, new int[] {1}, new int[] {1}))
                .hasMessage("baskets run from 0 to 0; there is no 1");
    }

    private static Itemsets collected(ItemsetMiner miner, Baskets baskets) {
        return miner.collect(baskets).converged().orElseThrow();
    }

    private static Baskets random(SplittableRandom random, int size, int items, double density) {
        Baskets.Builder builder = Baskets.builder();
        for (int b = 0; b < size; b++) {
            builder.add(IntStream.range(0, items)
                    .filter(item -> random.nextDouble() < density)
                    .toArray());
        }
        return builder.build();
    }

    static Baskets zipf(SplittableRandom random, int size, int items, int mean) {
        Baskets.Builder builder = Baskets.builder();
        for (int b = 0; b < size; b++) {
            builder.add(IntStream.range(0, 1 + random.nextInt(2 * mean))
                    .map(i -> (int) Math.pow(items, random.nextDouble()) - 1)
                    .toArray());
        }
        return builder.build();
    }
}
