package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.expressions.Expressions;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.objects.StandardObjects;
import org.zhike.platform.Company;
import org.zhike.platform.Measuring;
import org.zhike.projection.AnalyticsEngine;
import org.zhike.projection.FollowedRecords;

/** What is kept of earlier questions never shows: every answer is that of an engine that has just been started. */
@NullUnmarked
class StepSamplesTest {

    private static final List<Metric> METRICS =
            List.copyOf(MetricCatalogue.standard(new StandardObjects(), new Expressions(new StandardObjects()))
                    .all());

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(11);
    private FollowedRecords records;
    private Counting counting;
    private Metrics keeping;

    @BeforeEach
    void fill() throws Exception {
        records = new FollowedRecords(directory, 5);
        records.addToEach(40);
        records.follow();
        counting = new Counting(records.engine());
        keeping = metrics(counting);
    }

    @AfterEach
    void close() throws Exception {
        records.close();
    }

    @Test
    void answersFollowEveryChangeOfEveryObject() throws Exception {
        int fresh = 0;
        for (int round = 0; round < 45; round++) {
            if (round % 20 == 19) {
                records.rebuild();
            }
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                records.change();
            }
            records.follow();
            for (int i = 0; i < 14; i++) {
                MetricQuery query = question(METRICS.get(random.nextInt(METRICS.size())));
                Counting other = new Counting(records.engine());
                assertSame(ask(keeping, query), ask(metrics(other), query));
                fresh += other.queries.get();
            }
        }
        assertThat(counting.queries).as("questions to the engine, of %d", fresh).hasValueLessThan(fresh * 4 / 5);
    }

    @Test
    void aQuestionAskedAgainAsksNothingOfTheEngineUntilSomethingChanges() throws Exception {
        MetricQuery query = trend(Grain.MONTH, "orders", "revenue", "customers", "churn_rate", "csat");
        MetricAnswer first = ask(keeping, query);
        int asked = counting.queries.get();
        assertSame(ask(keeping, query), first);
        assertThat(counting.queries).hasValue(asked);

        records.rebuild();
        assertSame(ask(keeping, query), first);
        assertThat(counting.queries).hasValue(2 * asked);
    }

    @Test
    void anOlderStateIsAnsweredAsItWas() throws Exception {
        MetricQuery query = trend(Grain.MONTH, METRICS.stream().map(Metric::id).toArray(String[]::new));
        records.engine().read(older -> {
            Metrics shared = metrics(new AnalyticsEngine() {
                private boolean first = true;

                @Override
                public <T extends @Nullable Object> T read(Function<Session, T> work) {
                    if (first) {
                        first = false;
                        return records.engine().read(work);
                    }
                    return work.apply(older);
                }
            });
            MetricAnswer before = ask(metrics(records.engine()), query);
            try {
                records.addToEach(2);
                for (int i = 0; i < 60; i++) {
                    records.change();
                }
                records.follow();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            MetricAnswer after = ask(shared, query);
            assertThat(after.results()).isNotEqualTo(before.results());
            assertSame(ask(shared, query), before);
            return null;
        });
    }

    @Test
    void equalQuestionsAtTheSameTimeAreCountedOnce() throws Exception {
        MetricQuery query = trend(Grain.MONTH, "orders", "revenue", "churn_rate");
        Counting alone = new Counting(records.engine());
        MetricAnswer expected = ask(metrics(alone), query);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<MetricAnswer>> questions = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                questions.add(() -> ask(keeping, query));
            }
            for (Future<MetricAnswer> answer : threads.invokeAll(questions)) {
                assertSame(answer.get(), expected);
            }
        }
        assertThat(counting.queries).hasValue(alone.queries.get());
    }

    private MetricQuery question(Metric metric) {
        List<String> by =
                random.nextInt(3) == 0 ? metric.dimensions().stream().limit(1).toList() : List.of();
        return new MetricQuery(
                List.of(metric.id()),
                by,
                random.nextInt(4) == 0 ? null : Grain.MONTH,
                Warehouse.period("2024-12-01", "2025-09-01"),
                null,
                null,
                random.nextBoolean());
    }

    private static MetricQuery trend(Grain grain, String... metrics) {
        return new MetricQuery(
                List.of(metrics), List.of(), grain, Warehouse.period("2024-12-01", "2025-09-01"), null, null, true);
    }

    private static MetricAnswer ask(Metrics metrics, MetricQuery query) {
        return metrics.query(Actor.SYSTEM, query, Locale.SIMPLIFIED_CHINESE);
    }

    private static void assertSame(MetricAnswer answer, MetricAnswer expected) {
        Comparator<Double> nearly =
                (one, other) -> Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other)) ? 0 : one.compareTo(other);
        assertThat(answer.results())
                .usingRecursiveComparison()
                .withComparatorForType(nearly, Double.class)
                .isEqualTo(expected.results());
    }

    private static Metrics metrics(AnalyticsEngine engine) {
        var company = new Company("测试", Warehouse.ZONE, Currency.getInstance("CNY"), "zh-CN", Measuring.USUAL);
        var objects = new StandardObjects();
        return new Metrics(
                objects,
                new Expressions(objects),
                engine,
                Metrics.Scopes.ALL_SEE_ALL,
                _ -> List.of(),
                () -> company,
                Clock.fixed(Instant.parse("2025-08-10T04:00:00Z"), ZoneOffset.UTC));
    }

    /** Counts the questions for samples. */
    private static final class Counting implements AnalyticsEngine {

        private final AnalyticsEngine engine;
        private final AtomicInteger queries = new AtomicInteger();

        private Counting(AnalyticsEngine engine) {
            this.engine = engine;
        }

        @Override
        public <T extends @Nullable Object> T read(Function<Session, T> work) {
            return engine.read(session -> work.apply(new Session() {
                @Override
                public Instant asOf() {
                    return session.asOf();
                }

                @Override
                public Seen seen() {
                    return session.seen();
                }

                @Override
                public <R extends Record> Result<R> fetch(ResultQuery<R> query) {
                    return session.fetch(query);
                }

                @Override
                public <R extends Record> void forEach(ResultQuery<R> query, Consumer<? super R> row) {
                    queries.incrementAndGet();
                    session.forEach(query, row);
                }

                @Override
                public void cancel() {
                    session.cancel();
                }
            }));
        }
    }
}
