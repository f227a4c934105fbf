package org.zhike.statistics.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.zhike.statistics.Golden;
import org.zhike.statistics.recommend.LeaveLastOut.Evaluation;

/** Each customer's last basket set aside, beside the reference's scores. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnlineRetailTest {

    private LeaveLastOut split = LeaveLastOut.of(
                    Purchases.of(new int[] {0, 0, 1}, new int[] {0, 0, 1}, new long[] {1, 2, 1}))
            .converged()
            .orElseThrow();

    @BeforeAll
    void readOnce() {
        split = LeaveLastOut.of(OnlineRetail.purchases()).converged().orElseThrow();
    }

    @Test
    void popularityFrequencyAndCosineScoreAsInTheReference() {
        assertGolden(Popularity.of(split.training()), "popularity", true, 1e-3);
        assertGolden(Popularity.of(split.training()), "popularity", false, 1e-3);
        assertGolden(PersonalFrequency.of(split.training()), "personal frequency + pop", false, 1e-3);
        ItemCosine all = ItemCosine.of(split.training(), Integer.MAX_VALUE);
        assertGolden(all, "item-cosine all", true, 1e-3);
        assertGolden(all, "item-cosine all", false, 1e-3);
        assertGolden(ItemCosine.of(split.training(), 50), "item-cosine top50", true, 3e-3);
    }

    @Test
    void easeScoresAsInTheReferenceAndTheSeasonBeatsIt() {
        Ease ease = EaseFitter.of(500).fit(split.training()).converged().orElseThrow();
        assertGolden(ease, "EASE lambda500", true, 1e-3);
        assertGolden(ease, "EASE lambda500", false, 1e-3);

        // The mix was chosen on the last but one baskets.
        Blend blend = new Blend(
                ease,
                Popularity.of(split.training()),
                Trend.of(split.training()),
                new Blend.Mix(0, 1, 3, 14 * OnlineRetail.DAY, 0.75));
        Evaluation judged = split.evaluate(blend, 10, true, 1);
        assertThat(judged.hitRate()).isGreaterThan(0.45);
        assertThat(judged.hitRateInterval().low()).isGreaterThan(0.399);
    }

    @Test
    void whatCustomersBuyAgainInSeasonBeatsPersonalFrequency() {
        SeasonalFrequency seasonal = SeasonalFrequency.of(split.training(), 28 * OnlineRetail.DAY);

        Evaluation judged = split.evaluate(seasonal, 10, false, 1);

        assertThat(judged.hitRate()).isGreaterThan(0.7284 + 0.005);
        assertThat(judged.ndcg()).isGreaterThan(0.2766);
    }

    @Test
    void theSeasonHelpsTooWhenNothingLaterThanTheOffersIsLearntFrom() {
        LeaveLastOut strict = untilOctober(OnlineRetail.purchases());
        // The 2,000 most bought items are enough to see it, and cost a sixth.
        Ease ease =
                new EaseFitter(500, 2_000).fit(strict.training()).converged().orElseThrow();
        Blend blend = new Blend(
                ease,
                Popularity.of(strict.training()),
                Trend.of(strict.training()),
                new Blend.Mix(0, 1, 3, 14 * OnlineRetail.DAY, 1));

        assertThat(strict.evaluate(blend, 10, true, 1).hitRate())
                .isGreaterThan(strict.evaluate(ease, 10, true, 1).hitRate() + 0.03);
        assertThat(strict.evaluate(SeasonalFrequency.of(strict.training(), 28 * OnlineRetail.DAY), 10, false, 1)
                        .hitRate())
                .isGreaterThanOrEqualTo(strict.evaluate(PersonalFrequency.of(strict.training()), 10, false, 1)
                        .hitRate());
    }

    /** All purchases before 1 November 2011 to learn from; judged is the first basket after it. */
    private static LeaveLastOut untilOctober(Purchases all) {
        long end = LocalDate.of(2011, 11, 1).toEpochDay() * OnlineRetail.DAY;
        List<long[]> kept = new ArrayList<>();
        for (int u = 0; u < all.users(); u++) {
            long first = Long.MAX_VALUE;
            for (int p = all.start(u); p < all.start(u + 1); p++) {
                first = all.time(p) >= end ? Math.min(first, all.time(p)) : first;
            }
            for (int p = all.start(u); p < all.start(u + 1); p++) {
                if (all.time(p) < end || all.time(p) == first) {
                    kept.add(new long[] {u, all.item(p), all.time(p)});
                }
            }
            if (first == Long.MAX_VALUE) {
                // A last basket of something that nobody knows is set aside and judges nothing.
                kept.add(new long[] {u, all.items(), end});
            }
        }
        return LeaveLastOut.of(Purchases.of(
                        kept.stream().mapToInt(one -> (int) one[0]).toArray(),
                        kept.stream().mapToInt(one -> (int) one[1]).toArray(),
                        kept.stream().mapToLong(one -> one[2]).toArray()))
                .converged()
                .orElseThrow();
    }

    private void assertGolden(Recommender model, String name, boolean newOnly, double tolerance) {
        List<String[]> rows = Golden.rows("rfm/reco_leave_last_basket_out.csv");
        String[] row = rows.stream()
                .filter(one -> one[0].equals(name) && Boolean.parseBoolean(one[1]) == newOnly)
                .findFirst()
                .orElseThrow();
        Evaluation judged = split.evaluate(model, 10, newOnly, 1);
        assertThat(judged.users()).isEqualTo(Integer.parseInt(row[2]));
        double[] ours = {judged.hitRate(), judged.precision(), judged.recall(), judged.ndcg(), judged.reciprocalRank()};
        for (int i = 0; i < ours.length; i++) {
            // Ties among scores are broken in another order.
            assertThat(ours[i])
                    .as("%s, column %d", name, i)
                    .isCloseTo(Double.parseDouble(row[3 + i]), within(tolerance));
        }
    }
}
