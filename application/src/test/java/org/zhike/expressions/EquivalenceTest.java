package org.zhike.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhike.expressions.SqlRenderer.Engine;
import org.zhike.kernel.OpeningHours;
import org.zhike.kernel.OpeningHours.SpecialDay;
import org.zhike.kernel.OpeningHours.Stretch;
import org.zhike.kernel.ProductException;

/** Random records and random expressions: memory, PostgreSQL and DuckDB must give the same answers. */
class EquivalenceTest {

    private static final int DEALS = 150;
    private static final int PEOPLE = 12;
    private static final int BATCHES = 40;
    private static final int BATCH = 15;

    private final TestObjects objects = new TestObjects();
    private final Expressions expressions = new Expressions(objects);

    @ParameterizedTest(name = "in {0}")
    @CsvSource({
        "Asia/Shanghai,      2026-01-31T16:00:00Z",
        "UTC,                2026-01-01T00:00:00Z",
        "America/New_York,   2026-11-01T05:30:00Z",
        "America/Havana,     2026-11-01T04:30:00Z",
        "America/Sao_Paulo,  2018-11-04T03:00:00Z",
        "Australia/Lord_Howe,2026-04-04T15:15:00.123456Z",
        "Asia/Kathmandu,     2025-12-31T18:15:00Z",
        "Pacific/Apia,       2011-12-30T10:00:00Z",
    })
    void everyEngineGivesTheSameAnswer(String zoneName, Instant now) throws Exception {
        ZoneId zone = ZoneId.of(zoneName);
        Random random = new Random(20_260_131L + zoneName.hashCode());
        try (ThreeEngines engines = new ThreeEngines(objects, zone, now, hours(random))) {
            fill(engines, new RandomRecords(random, zone, PEOPLE));
            RandomExpressions texts = new RandomExpressions(random);
            int informative = 0;
            for (int batch = 0; batch < BATCHES; batch++) {
                List<String> batchTexts = new ArrayList<>();
                List<Expression> batchExpressions = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    boolean first = i % 2 == 0;
                    add(() -> first ? texts.condition(3) : texts.any(3), batchTexts, batchExpressions);
                }
                informative += compare(engines, batchTexts, batchExpressions);
            }
            // Otherwise the generator makes only constants and the test says little.
            assertThat(informative).isGreaterThan(BATCHES * BATCH / 3);
        }
    }

    /** Adds the next text that can be computed: a day at the end of time moved on cannot. */
    private void add(Supplier<String> texts, List<String> batchTexts, List<Expression> batchExpressions) {
        String text = texts.get();
        try {
            batchExpressions.add(expressions.value("deal", text));
            batchTexts.add(text);
        } catch (ProductException e) {
            assertThat(e.issues()).as(text).allMatch(issue -> issue.code() == ExpressionError.TOO_LARGE);
            add(texts, batchTexts, batchExpressions);
        }
    }

    /** Up to two stretches a day, also over midnight and none, and days that differ where clocks change. */
    private static OpeningHours hours(Random random) {
        Map<DayOfWeek, List<Stretch>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, stretches(random));
        }
        TreeMap<LocalDate, SpecialDay> special = new TreeMap<>();
        for (String day : List.of("2018-11-03", "2018-11-04", "2026-01-31", "2026-11-01", "2026-04-05", "2011-12-31")) {
            LocalDate date = LocalDate.parse(day);
            special.put(date, new SpecialDay(date, "", stretches(random)));
        }
        return new OpeningHours(week, special);
    }

    private static List<Stretch> stretches(Random random) {
        int noon = 1 + random.nextInt(1438);
        return switch (random.nextInt(5)) {
            case 0 -> List.of();
            case 1 -> List.of(new Stretch(0, OpeningHours.DAY));
            case 2 -> List.of(new Stretch(noon, OpeningHours.DAY));
            case 3 -> List.of(new Stretch(0, noon), new Stretch(noon + 1, OpeningHours.DAY));
            default -> List.of(new Stretch(random.nextInt(noon), noon));
        };
    }

    private void fill(ThreeEngines engines, RandomRecords records) {
        for (long id = 1; id <= PEOPLE; id++) {
            engines.add("person", records.next(objects.get("person"), id));
        }
        for (long id = 1; id <= DEALS; id++) {
            engines.add("deal", records.next(objects.get("deal"), id));
        }
    }

    /** Returns how many of the expressions had different answers for different records. */
    private static int compare(ThreeEngines engines, List<String> texts, List<Expression> expressions) {
        Map<Long, List<@Nullable Object>> memory = engines.inMemory("deal", expressions);
        Map<Long, List<@Nullable Object>> postgres = engines.inSql(Engine.POSTGRES, "deal", expressions);
        Map<Long, List<@Nullable Object>> duckdb = engines.inSql(Engine.DUCKDB, "deal", expressions);
        int informative = 0;
        for (int i = 0; i < texts.size(); i++) {
            List<@Nullable Object> expected = column(memory, i);
            assertThat(column(postgres, i)).as("PostgreSQL: %s", texts.get(i)).isEqualTo(expected);
            assertThat(column(duckdb, i)).as("DuckDB: %s", texts.get(i)).isEqualTo(expected);
            informative += expected.stream().distinct().count() > 1 ? 1 : 0;
        }
        Expression filter = expressions.getFirst();
        Set<Long> expected = new TreeSet<>();
        memory.forEach((id, values) -> {
            if (Boolean.TRUE.equals(values.getFirst())) {
                expected.add(id);
            }
        });
        for (Engine engine : Engine.values()) {
            assertThat(engines.matches(engine, "deal", filter))
                    .as("%s: where %s", engine, texts.getFirst())
                    .isEqualTo(expected);
        }
        return informative;
    }

    private static List<@Nullable Object> column(Map<Long, List<@Nullable Object>> answers, int index) {
        List<@Nullable Object> column = new ArrayList<>();
        answers.values().forEach(values -> column.add(values.get(index)));
        return column;
    }
}
