package org.zhike.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.statistics.clv.BgNbd;
import org.zhike.statistics.clv.BgNbdFitter;
import org.zhike.statistics.clv.CustomerBase;
import org.zhike.statistics.clv.Discount;
import org.zhike.statistics.clv.DistinctHistories;
import org.zhike.statistics.clv.ParetoNbd;
import org.zhike.statistics.clv.ParetoNbdFitter;
import org.zhike.statistics.clv.PurchaseHistories;
import org.zhike.statistics.clv.PurchaseLog;
import org.zhike.statistics.clv.Simulation;

/**
 * Customer value: from purchases by day to fitted models and scores. Customers come over 84 days and are watched to day 273, as
 * those of CDNOW, with its parameters. Goals: a million customers fitted within 3 seconds, scored within 2.
 */
final class ClvBenchmark implements Benchmarks.Part {

    private static final BgNbd BG = new BgNbd(0.243, 4.414, 0.793, 2.426);
    private static final ParetoNbd PARETO = new ParetoNbd(0.553, 10.578, 0.606, 11.669);
    private static final int REPEATS = 7;
    private static final double FIT_GOAL = 3;
    private static final double SCORE_GOAL = 2;
    private static final double HORIZON = 39;

    /** Of each step the median of several runs, in seconds. */
    private record Step(double log, double histories, double distinct, double bg, double pareto) {}

    private record Score(double bg, double bgDiscounted, double pareto) {}

    @Override
    public void run(Bench bench) throws Exception {
        Bench.print("%n## Customer value%n".formatted());
        Bench.print(
                "Purchases by day made from a seed; medians of %d runs in one process after a first. *Fit* counts histories and searches.%n"
                        .formatted(REPEATS));
        Bench.heading(
                "customers",
                "purchases",
                "different histories",
                "group purchases",
                "histories",
                "BG/NBD fit",
                "of it counting",
                "Pareto/NBD fit",
                "goal BG/NBD");
        int[] sizes = {2_357, 23_570, bench.size(1_000_000, 50_000)};
        for (int customers : sizes) {
            bench.say("clv: %,d customers".formatted(customers));
            measure(customers);
        }
        Bench.print("");
        Bench.heading(
                "customers scored one by one",
                "BG/NBD purchases",
                "BG/NBD discounted by month",
                "Pareto/NBD purchases",
                "goal");
        for (int customers : sizes) {
            score(customers);
        }
    }

    private static void measure(int customers) throws Exception {
        var transactions = transactions(customers);
        int[] who = transactions.customers();
        int[] days = transactions.days();
        PurchaseLog log = PurchaseLog.of(who, days);
        CustomerBase base = log.until(272, 7);
        DistinctHistories distinct = base.histories().distinct();
        Step step = new Step(
                median(() -> PurchaseLog.of(who, days)),
                median(() -> log.until(272, 7)),
                median(() -> base.histories().distinct()),
                median(() -> BgNbdFitter.fit(base.histories()).converged().orElseThrow()),
                median(() -> ParetoNbdFitter.fit(base.histories()).converged().orElseThrow()));
        Bench.row(
                "%,d".formatted(customers),
                "%,d".formatted(days.length),
                "%,d".formatted(distinct.size()),
                Bench.ms(1e3 * step.log()),
                Bench.ms(1e3 * step.histories()),
                Bench.ms(1e3 * step.bg()),
                Bench.ms(1e3 * step.distinct()),
                Bench.ms(1e3 * step.pareto()),
                goal(step.bg(), FIT_GOAL));
    }

    /** Every customer by itself, though many share a history: the most that scoring can cost. */
    private static void score(int customers) throws Exception {
        PurchaseHistories histories =
                transactions(customers).log().until(272, 7).histories();
        Discount monthly = Discount.monthlyInWeeks(0.01);
        Score score = new Score(
                median(() -> BG.expectedPurchases(histories, HORIZON)),
                median(() -> BG.expectedPurchases(histories, HORIZON, monthly)),
                median(() -> PARETO.expectedPurchases(histories, HORIZON)));
        Bench.row(
                "%,d".formatted(customers),
                Bench.ms(1e3 * score.bg()),
                Bench.ms(1e3 * score.bgDiscounted()),
                Bench.ms(1e3 * score.pareto()),
                goal(score.bg(), SCORE_GOAL));
    }

    private static String goal(double seconds, double goal) {
        return "≤ " + Bench.s(goal) + (seconds > goal ? " **missed**" : "");
    }

    private static Simulation.Transactions transactions(int customers) {
        int[] firstDays = new SplittableRandom(customers).ints(customers, 0, 84).toArray();
        return Simulation.transactions(BG, firstDays, 272, 7, customers);
    }

    private static double median(Callable<?> work) throws Exception {
        work.call();
        var times = new Times();
        for (int i = 0; i < REPEATS; i++) {
            times.add(Bench.seconds(work::call));
        }
        return times.median();
    }
}
