package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.period;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.DistributionAnswer.PartOfAll;
import org.zhike.statistics.interval.Distribution;

/** How a number is spread. */
@NullUnmarked // A value that is missing fails its test all the same.
class DistributionTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private static DistributionQuery amounts(boolean log, @Nullable String per, @Nullable String by) {
        return new DistributionQuery(
                new RecordsOf("order", null, null),
                per == null ? "amount" : "sum(amount)",
                per,
                period("2025-01-01", "2026-01-01"),
                by,
                log,
                null);
    }

    private DistributionAnswer ask(DistributionQuery query) {
        return warehouse.explore().distribution(Actor.SYSTEM, query, Locale.ENGLISH);
    }

    private static long inBars(PartOfAll part) {
        return part.bins().stream().mapToLong(DistributionAnswer.Bin::n).sum()
                + (part.outliers() == null
                        ? 0
                        : part.outliers().below() + part.outliers().above());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ranksAndMomentsAreThoseOfTheValuesThemselves(long seed) {
        var random = new SplittableRandom(seed);
        double[] values = new double[200 + (int) seed];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(Math.exp(2 + random.nextGaussian()) * 100) / 100.0;
            warehouse.order(1L, "2025-03-01", "amount", values[i]);
        }
        warehouse.order(1L, "2025-03-01", "amount", 5, "amount_currency", "USD");
        for (boolean log : List.of(false, true)) {
            PartOfAll all = ask(amounts(log, null, null)).parts().getFirst();
            Distribution expected = Distribution.of(values);
            assertThat(all.n()).isEqualTo(values.length);
            assertThat(all.mean()).isCloseTo(Arrays.stream(values).average().orElseThrow(), within(1e-9));
            assertThat(all.max()).isEqualTo(expected.atRank(values.length));
            for (DistributionAnswer.Quantile quantile : all.quantiles()) {
                assertThat(quantile.value()).isCloseTo(expected.quantile(quantile.p()), within(1e-9));
                assertThat(quantile.low())
                        .isEqualTo(expected.quantileInterval(quantile.p(), 0.95).low());
                assertThat(quantile.high())
                        .isEqualTo(expected.quantileInterval(quantile.p(), 0.95).high());
            }
            assertThat(all.skew()).isPositive();
            assertThat(all.bins()).hasSizeBetween(4, 61);
            assertThat(inBars(all)).as("every value is in a bar or beside them").isEqualTo(all.n());
            for (DistributionAnswer.Bin bin : all.bins()) {
                long counted = Arrays.stream(values)
                        .filter(value -> value >= bin.from() * (1 - 1e-12) && value < bin.to() * (1 - 1e-12))
                        .count();
                assertThat(bin.n()).isEqualTo(counted);
            }
        }
    }

    @Test
    void everyBarOpensAsManyRowsAsItCounts() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 120; i++) {
            warehouse.order(
                    1L + random.nextInt(20),
                    "2025-03-01",
                    "amount",
                    random.nextInt(1, 900) * random.nextInt(1, 9) / 10.0,
                    "channel",
                    random.nextBoolean() ? "online" : "store");
        }
        for (int i = 0; i < 20; i++) {
            warehouse.customer("name", "c" + i);
        }
        for (DistributionQuery query :
                List.of(amounts(false, null, "channel"), amounts(true, null, null), amounts(false, "customer", null))) {
            for (PartOfAll part : ask(query).parts()) {
                for (int i = -1; i <= part.bins().size(); i++) {
                    long expected = i < 0
                            ? part.outliers().below()
                            : i == part.bins().size()
                                    ? part.outliers().above()
                                    : part.bins().get(i).n();
                    var bar = new DistributionQuery.Bar(
                            i, part.part() == null ? null : part.part().value());
                    assertThat(warehouse
                                    .explore()
                                    .distributionRows(Actor.SYSTEM, query, bar, null, 50)
                                    .counted())
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void sumsPerCustomerAreOneValueEach() {
        long a = warehouse.customer("name", "a", "level", "gold");
        long b = warehouse.customer("name", "b", "level", "basic");
        warehouse.order(a, "2025-03-01", "amount", 10);
        warehouse.order(a, "2025-03-02", "amount", 20);
        warehouse.order(b, "2025-03-02", "amount", 5);
        DistributionAnswer answer = ask(amounts(false, "customer", "level"));
        assertThat(answer.object()).isEqualTo("customer");
        assertThat(answer.unit()).isEqualTo("money");
        assertThat(answer.parts()).extracting(PartOfAll::max).containsExactlyInAnyOrder(30.0, 5.0);
        assertThat(answer.parts().stream().mapToLong(PartOfAll::n).sum()).isEqualTo(2);
    }

    @Test
    void nothingOneAllTheSameAndNullsEverywhereAreAnswered() {
        PartOfAll nothing = ask(amounts(false, null, null)).parts().getFirst();
        assertThat(nothing.n()).isZero();
        assertThat(nothing.bins()).isEmpty();
        assertThat(nothing.mean()).isNull();

        warehouse.order(1L, "2025-03-01", "amount", 7);
        PartOfAll one = ask(amounts(false, null, null)).parts().getFirst();
        assertThat(one.bins()).hasSize(1);
        assertThat(one.sd()).isNull();
        assertThat(one.quantiles().getFirst().low()).isNull();

        for (int i = 0; i < 9; i++) {
            warehouse.order(1L, "2025-03-01", "amount", 7);
        }
        PartOfAll same = ask(amounts(true, null, null)).parts().getFirst();
        assertThat(same.sd()).isZero();
        assertThat(same.skew()).isNull();
        assertThat(inBars(same)).isEqualTo(10);

        warehouse.run("update records.\"order\" set amount = null");
        PartOfAll nulls = ask(amounts(false, null, "channel")).parts().getFirst();
        assertThat(nulls.n()).isZero();
        assertThat(nulls.missing()).isEqualTo(10);
    }

    @Test
    void aDimensionOfVeryManyValuesIsAnsweredByItsLargest() {
        warehouse.run("""
                insert into records."order" (id, number, customer, kind, status, ordered_at, ordered_at__day, amount, amount_currency, store)
                select range, 'n' || range, 1, 'sale', 'paid', timestamp '2025-03-01', date '2025-03-01', range % 100, 'CNY',
                    case when range % 10 = 0 then 'big' else 's' || range end from range(1000000)""");
        DistributionAnswer answer = ask(amounts(false, null, "store"));
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.parts()).hasSize(Parts.MOST);
        assertThat(answer.parts().getFirst().part()).isEqualTo(new Part("big", "big"));
        assertThat(answer.parts().getFirst().n()).isEqualTo(100_000);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        var query = new DistributionQuery(
                new RecordsOf("order", null, null),
                "channel",
                null,
                period("2025-01-01", "2026-01-01"),
                "note",
                false,
                null);
        assertThat(catchThrowableOfType(ProductException.class, () -> ask(query))
                        .issues())
                .extracting(issue -> issue.path())
                .containsExactlyInAnyOrder("value", "by");
    }

    @Test
    void edgesAreRoundNumbers() {
        Bins bins = Bins.of(0.37, 9.8, 3.1, 50, false, false);
        assertThat(bins.width()).isIn(0.5, 1.0, 2.0);
        assertThat(bins.edges()).allSatisfy(edge -> assertThat(edge * 2).isEqualTo(Math.rint(edge * 2)));
        assertThat(bins.edge(0)).isLessThanOrEqualTo(0.37);
        assertThat(bins.edge(bins.count())).isGreaterThan(9.8);
    }
}
