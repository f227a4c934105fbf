package org.zhike.statistics.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;

class RecommendersTest {

    private final Purchases shop = Shop.of(300, 4, 1);
    private final LeaveLastOut split = LeaveLastOut.of(shop).converged().orElseThrow();

    @Test
    void everyModelFindsTheShelfThatPopularityCannotSee() {
        double baseline = hitRate(Popularity.of(split.training()));
        Ease ease = EaseFitter.of(20).fit(split.training()).converged().orElseThrow();
        ImplicitAls als = new ImplicitAlsFitter(8, 5, 5, 50, 1)
                .fit(split.training())
                .converged()
                .orElseThrow();

        assertThat(hitRate(ease)).isGreaterThan(baseline + 0.1);
        assertThat(hitRate(ItemCosine.of(split.training(), 50))).isGreaterThan(baseline + 0.1);
        assertThat(hitRate(als)).isGreaterThan(baseline + 0.1);
    }

    private double hitRate(Recommender model) {
        return split.evaluate(model, 10, true, 1).hitRate();
    }

    @Test
    void easeSolvesItsEquation() {
        Ease ease = EaseFitter.of(7).fit(shop).converged().orElseThrow();
        int n = shop.items();
        double[][] gram = new double[n][n];
        for (int[] basket : shop.baskets()) {
            for (int i : basket) {
                for (int j : basket) {
                    gram[i][j]++;
                }
            }
        }
        // Steck, equation 5 at the optimum: (G + λI) B = G − diag(γ), so it holds off the diagonal.
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double left = 7 * ease.weight(i, j);
                for (int p = 0; p < n; p++) {
                    left += gram[i][p] * ease.weight(p, j);
                }
                if (i != j) {
                    assertThat(left).isCloseTo(gram[i][j], within(1e-4 * n));
                }
            }
            assertThat(ease.weight(i, i)).isZero();
        }
    }

    @Test
    void theInverseOfAMatrixOfAnySizeIsRight() {
        for (int n : new int[] {1, 2, 63, 64, 65, 130, 333}) {
            var random = new SplittableRandom(n);
            double[][] full = new double[n][n];
            for (int r = 0; r < 2 * n; r++) {
                double[] x = random.doubles(n).toArray();
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        full[i][j] += x[i] * x[j];
                    }
                }
            }
            double[][] lower = new double[n][];
            for (int i = 0; i < n; i++) {
                full[i][i] += 1;
                lower[i] = Arrays.copyOf(full[i], i + 1);
            }

            assertThat(SymmetricInverse.invert(lower)).isTrue();

            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double product = 0;
                    for (int p = 0; p < n; p++) {
                        product += full[i][p] * (p >= j ? lower[p][j] : lower[j][p]);
                    }
                    assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-9));
                }
            }
        }
        assertThat(SymmetricInverse.invert(new double[][] {{1}, {2, 1}})).isFalse();
    }

    @Test
    void cosinesCanBeCheckedByHand() {
        // Item 0 bought by users 0, 1; item 1 by 0, 1, 2; item 2 by 2.
        Purchases purchases = Purchases.of(
                new int[] {0, 1, 0, 1, 2, 2, 0}, new int[] {0, 0, 1, 1, 1, 2, 0}, new long[] {1, 1, 1, 1, 1, 1, 2});
        double[] scores = new double[3];
        ItemCosine.of(purchases, 10).score(purchases.history(2), scores);
        assertThat(scores[0]).isCloseTo(2 / Math.sqrt(6), within(1e-7));
        assertThat(scores[1]).isCloseTo(1 / Math.sqrt(3), within(1e-7));
        assertThat(scores[2]).isCloseTo(1 / Math.sqrt(3), within(1e-7));
    }

    @Test
    void onlySoManyNeighboursAreKeptAsMemoryAllows() {
        ItemCosine few = ItemCosine.of(shop, 3);
        double[] scores = new double[shop.items()];
        Purchases one = Purchases.of(new int[] {0}, new int[] {0}, new long[] {1});
        few.score(one.history(0), scores);
        assertThat(Arrays.stream(scores).filter(s -> s != 0).count()).isEqualTo(3);

        Ease small = new EaseFitter(20, 30).fit(shop).converged().orElseThrow();
        assertThat(small.modelledItems()).isEqualTo(30);
        assertThat(IntStream.range(0, shop.items())
                        .filter(i -> small.weight(i, shop.items() - 1) != 0 || small.weight(i, 0) != 0)
                        .count())
                .isLessThan(60);
    }

    @Test
    void theTasteOfAUserIsTheLeastSquaresSolution() {
        ImplicitAls als =
                new ImplicitAlsFitter(6, 3, 2, 50, 4).fit(shop).converged().orElseThrow();
        History history = shop.history(7);
        double[] best = als.taste(history);
        double[] scores = new double[shop.items()];
        als.score(history, scores);
        // Bought items are predicted near 1, most others near 0.
        double bought = IntStream.range(0, history.size())
                .mapToDouble(i -> scores[history.item(i)])
                .average()
                .orElseThrow();
        assertThat(bought).isGreaterThan(Arrays.stream(scores).average().orElseThrow() + 0.2);
        assertThat(best).hasSize(6);
        assertThat(Arrays.stream(best).allMatch(Double::isFinite)).isTrue();
    }

    @Test
    void theSeasonLooksBackOnly() {
        // Item 0 sells early, item 1 late.
        int[] users = IntStream.range(0, 40).toArray();
        int[] items = IntStream.range(0, 40).map(i -> i < 20 ? 0 : 1).toArray();
        long[] days = IntStream.range(0, 40).mapToLong(i -> i).toArray();
        Trend trend = Trend.of(Purchases.of(users, items, days));
        double[] lifts = new double[2];
        trend.lift(20, 10, lifts);
        assertThat(lifts[0]).isGreaterThan(1.5);
        assertThat(lifts[1]).isLessThan(0.5);
        trend.lift(40, 10, lifts);
        assertThat(lifts[1]).isGreaterThan(1.5);
        trend.lift(0, 10, lifts);
        assertThat(lifts).containsExactly(1, 1);
    }

    @Test
    void theSeasonBreaksTiesButNeverOutweighsAnOwnBasket() {
        // User 0 bought items 2 and 3 once each and 1 twice; lately others buy 3.
        Purchases purchases =
                Purchases.of(new int[] {0, 0, 0, 0, 1, 2, 3, 4}, new int[] {2, 3, 1, 1, 3, 3, 3, 0}, new long[] {
                    1, 1, 1, 2, 9, 9, 9, 9
                });
        SeasonalFrequency seasonal = SeasonalFrequency.of(purchases, 5);
        assertThat(Ranking.top(seasonal, purchases.history(0), 4, false)).containsExactly(1, 3, 2, 0);
    }

    @Test
    void whoIsNewIsOfferedWhatIsPopular() {
        int[] popular = Ranking.top(Popularity.of(shop), History.none(99), 5, true);
        for (Recommender model : List.of(
                EaseFitter.of(20).fit(shop).converged().orElseThrow(),
                ItemCosine.of(shop, 20),
                ImplicitAlsFitter.of(1).fit(shop).converged().orElseThrow(),
                PersonalFrequency.of(shop))) {
            assertThat(Ranking.top(model, History.none(99), 5, true)).isEqualTo(popular);
            assertThat(model.knows(History.none(99))).isFalse();
        }
    }

    @Test
    void newOnlyNeverOffersWhatTheCustomerHas() {
        History history = shop.history(3);
        int[] offers = Ranking.top(PersonalFrequency.of(shop), history, 1_000, true);
        assertThat(offers).hasSize(shop.items() - history.size());
        assertThat(Arrays.stream(offers).anyMatch(history::has)).isFalse();
        assertThat(history.has(Ranking.top(PersonalFrequency.of(shop), history, 1, false)[0]))
                .isTrue();
    }

    @Test
    void anEvaluationCanBeCheckedByHand() {
        // User 0 last buys 1 and 2; user 1 last buys 0. Popular before: 0 (two users), then 1 and 2 (one each).
        Purchases purchases =
                Purchases.of(new int[] {0, 0, 0, 1, 1, 2, 2, 1}, new int[] {0, 1, 2, 0, 0, 1, 2, 0}, new long[] {
                    1, 2, 2, 1, 2, 1, 1, 2
                });
        LeaveLastOut hand = LeaveLastOut.of(purchases).converged().orElseThrow();
        assertThat(hand.training().size()).isEqualTo(4);

        LeaveLastOut.Evaluation judged = hand.evaluate(Popularity.of(hand.training()), 2, false, 1);

        assertThat(judged.users()).isEqualTo(2);
        assertThat(judged.hitRate()).isEqualTo(1);
        assertThat(judged.precision()).isEqualTo(0.5);
        assertThat(judged.recall()).isEqualTo(0.75);
        double second = Math.log(2) / Math.log(3);
        assertThat(judged.ndcg()).isCloseTo((second / (1 + second) + 1) / 2, within(1e-12));
        assertThat(judged.reciprocalRank()).isEqualTo(0.75);
        assertThat(judged.coverage()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(judged.hitRateInterval().low()).isLessThan(1);
        assertThat(hand.evaluate(Popularity.of(hand.training()), 2, true, 1).users())
                .as("user 1 bought nothing new")
                .isEqualTo(1);
    }

    @Test
    void theChoiceTakesTheSimplestModelThatIsAsGoodAndIsDeterministic() {
        List<String> tried = new ArrayList<>();
        RecommenderChoice choice = RecommenderChoice.search(split.training(), 10, true, 1, 1, tried::add)
                .converged()
                .orElseThrow();
        RecommenderChoice again = RecommenderChoice.search(split.training(), 10, true, 1, 1, name -> {})
                .converged()
                .orElseThrow();

        assertThat(choice.name()).isNotEqualTo("popularity").isEqualTo(again.name());
        assertThat(choice.candidates()).isEqualTo(again.candidates()).hasSize(RecommenderChoice.tries(true));
        assertThat(tried).hasSize(RecommenderChoice.tries(true));
        assertThat(hitRate(choice.fitter().apply(split.training())))
                .isGreaterThan(hitRate(Popularity.of(split.training())));

        RecommenderChoice any = RecommenderChoice.search(split.training(), 10, false, 1, 1, name -> {})
                .converged()
                .orElseThrow();
        assertThat(any.candidates())
                .hasSize(RecommenderChoice.tries(false))
                .anyMatch(candidate -> candidate.name().equals("frequency"));
    }

    @Test
    void everyBlendKeepsFiniteScores() {
        Ease ease = EaseFitter.of(20).fit(shop).converged().orElseThrow();
        double[] scores = new double[shop.items()];
        for (double own : new double[] {0, 1}) {
            Blend blend = new Blend(ease, Popularity.of(shop), Trend.of(shop), new Blend.Mix(own, 1, 3, 14, 0.75));
            blend.score(shop.history(5), scores);
            assertThat(Arrays.stream(scores).allMatch(Double::isFinite)).isTrue();
            blend.score(History.none(0), scores);
            assertThat(Arrays.stream(scores).allMatch(s -> s > 0)).isTrue();
        }
    }

    @Test
    void tooLittleIsTold() {
        Purchases single = Purchases.of(new int[] {0, 1}, new int[] {0, 0}, new long[] {1, 1});
        assertThat(LeaveLastOut.of(single)).isEqualTo(FitOutcome.tooLittle("users_with_two_baskets", 0, 1));
        assertThat(EaseFitter.of(1).fit(single)).isEqualTo(FitOutcome.tooLittle("items", 1, 2));
        assertThat(ImplicitAlsFitter.of(1).fit(single)).isEqualTo(FitOutcome.tooLittle("items", 1, 2));
        Purchases lonely = Purchases.of(new int[] {0, 0}, new int[] {0, 1}, new long[] {1, 1});
        assertThat(EaseFitter.of(1).fit(lonely)).isEqualTo(FitOutcome.tooLittle("users", 1, 2));
        Purchases few = Purchases.of(new int[] {0, 0, 1}, new int[] {0, 1, 0}, new long[] {1, 2, 1});
        assertThat(RecommenderChoice.search(few, 5, false, 1, 1, name -> {}))
                .isInstanceOf(FitOutcome.TooLittleData.class);
    }

    @Test
    void oneBasketOfAllItemsAndRepeatedLinesAreTaken() {
        int n = 3_000;
        int[] users = new int[n + 4];
        users[n] = 1;
        users[n + 1] = 1;
        users[n + 2] = 1;
        users[n + 3] = 2;
        int[] items = IntStream.range(0, n + 4).map(i -> i < n ? i : 5).toArray();
        Purchases purchases = Purchases.of(users, items, new long[n + 4]);
        assertThat(purchases.size())
                .as("the same item in the same basket counts once")
                .isEqualTo(n + 2);
        double[] scores = new double[n];
        ItemCosine.of(purchases, 10).score(purchases.history(1), scores);
        assertThat(Arrays.stream(scores).filter(s -> s > 0).count()).isEqualTo(10);
    }

    @Test
    void badNumbersAreRefusedInWords() {
        assertThatThrownBy(() -> Purchases.of(new int[] {-1}, new int[] {0}, new long[] {0}))
                .hasMessage("the user of purchase 0 must be at least 0, not -1");
        assertThatThrownBy(() -> Purchases.of(new int[0], new int[0], new long[0]))
                .hasMessageContaining("the number of purchases");
        assertThatThrownBy(() -> EaseFitter.of(0)).hasMessageContaining("lambda must be positive");
    }

    @Test
    void theExampleOfThePackageRuns() {
        Recommender ease = EaseFitter.of(500).fit(shop).converged().orElseThrow();
        int[] offers = Ranking.top(ease, shop.history(3), 10, true);
        assertThat(offers).hasSize(10);
        Recommender judged =
                EaseFitter.of(500).fit(split.training()).converged().orElseThrow();
        assertThat(split.evaluate(judged, 10, true, 1).hitRate()).isBetween(0.0, 1.0);
    }
}
