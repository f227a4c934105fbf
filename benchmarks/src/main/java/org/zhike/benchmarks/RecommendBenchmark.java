package org.zhike.benchmarks;

import java.util.SplittableRandom;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.statistics.recommend.EaseFitter;
import org.zhike.statistics.recommend.ImplicitAlsFitter;
import org.zhike.statistics.recommend.ItemCosine;
import org.zhike.statistics.recommend.Purchases;
import org.zhike.statistics.recommend.Ranking;
import org.zhike.statistics.recommend.Recommender;

/** EASE, item cosine and ALS on a shop about as large as Online Retail; data from a seed. */
final class RecommendBenchmark implements Benchmarks.Part {

    private static final int BASKETS = 4;

    @Override
    public void run(Bench bench) {
        Bench.print(
                "%n## Recommendations%n%n4,000 users with 60 purchases each; EASE: median of 3; *growth* is the time over that of the row before, items³ grow eightfold.%n"
                        .formatted());
        Bench.heading("items", "EASE", "growth", "GFLOP/s", "item cosine", "ALS, 64 factors", "10 offers from EASE");
        EaseFitter.of(500).fit(shop(500));
        double before = Double.NaN;
        int most = bench.size(3_600, 900);
        for (int items = most / 4; items <= most; items *= 2) {
            bench.say("recommend: %,d items".formatted(items));
            Purchases purchases = shop(items);
            Times ease = new Times();
            for (int i = 0; i < 3; i++) {
                ease.add(seconds(() -> EaseFitter.of(500).fit(purchases)));
            }
            double cosine = seconds(() -> ItemCosine.of(purchases, 200));
            double als = seconds(() -> ImplicitAlsFitter.of(1).fit(purchases));
            Recommender model = EaseFitter.of(500).fit(purchases).converged().orElseThrow();
            int users = bench.size(1_000, 100);
            double offers = seconds(() -> {
                for (int u = 0; u < users; u++) {
                    Ranking.top(model, purchases.history(u, 1_000), 10, true);
                }
            });
            Bench.row(
                    "%,d".formatted(items),
                    Bench.s(ease.median()),
                    Double.isNaN(before) ? "" : Bench.times(ease.median() / before),
                    "%.1f".formatted(Math.pow(items, 3) / ease.median() / 1e9),
                    Bench.s(cosine),
                    Bench.s(als),
                    Bench.ms(1e3 * offers / users));
            before = ease.median();
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Users keep to a tenth of the items, popular ones more. */
    private static Purchases shop(int items) {
        var random = new SplittableRandom(9);
        int n = 4_000 * 60;
        int[] users = new int[n];
        int[] bought = new int[n];
        long[] days = new long[n];
        for (int i = 0; i < n; i++) {
            users[i] = i / 60;
            int shelf = users[i] % 10;
            double u = random.nextDouble();
            int shelfItems = items / 10;
            int within = (int) (u * u * shelfItems);
            bought[i] = random.nextInt(5) == 0 ? random.nextInt(items) : shelf * shelfItems + within;
            days[i] = random.nextInt(BASKETS) * 90L;
        }
        return Purchases.of(users, bought, days);
    }
}
