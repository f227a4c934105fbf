package org.zhike.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhike.expressions.SqlRenderer.Engine;
import org.zhike.kernel.Money;

/** The SQL itself, and answers known beforehand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlRendererTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** Half past midnight on 31 January in Shanghai, still the 30th in UTC. */
    private static final Instant NOW = Instant.parse("2026-01-30T16:30:00Z");

    private final TestObjects objects = new TestObjects();
    private final Expressions expressions = new Expressions(objects);
    private ThreeEngines engines;

    @BeforeAll
    void fill() throws SQLException {
        engines = new ThreeEngines(objects, SHANGHAI, NOW);
        engines.add("person", record(1, "name", "王", "level", "gold"));
        engines.add(
                "deal", record(1, "quantity", new BigDecimal("1"), "amount", yuan("10.10"), "name", "", "owner", 1L));
        engines.add(
                "deal",
                record(2, "quantity", new BigDecimal("2"), "amount", yuan("20.20"), "name", "a%b", "active", true));
        engines.add(
                "deal",
                record(3, "quantity", new BigDecimal("4"), "amount", yuan("0"), "active", false, "tags", List.of()));
        engines.add(
                "deal",
                record(4, "born_on", LocalDate.parse("2026-01-31"), "tags", List.of("vip", "老客户"), "seen_at", NOW));
    }

    @AfterAll
    void close() throws SQLException {
        engines.close();
    }

    @Test
    void valuesAreBindsAndNeverPartOfTheText() {
        String text =
                "name == \"x'; drop table deal; --\" && amount > 12.5 && born_on < date(\"2026-01-31\") && within(region, \"CN-440000\")";

        for (Engine engine : Engine.values()) {
            DSLContext dsl = engines.dsl(engine);
            var condition = engines.renderer(engine).condition(expressions.condition("deal", text));
            assertThat(dsl.render(condition)).doesNotContain("drop", "12.5", "2026", "CN-");
            assertThat(dsl.extractBindValues(condition))
                    .containsExactly(
                            "x'; drop table deal; --", new BigDecimal("12.5"), LocalDate.parse("2026-01-31"), "CN-44");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quantity > 5                  | \"quantity\" > ?",
                "id == 5                       | \"id\" = ?",
                "owner in [1, 2]               | \"owner\" in (?, ?)",
                "active && !paid               | (\"active\" and not (\"paid\"))",
                "born_on >= today() - days(30) | \"born_on\" >= cast(? as date)",
                "seen_at > now() - days(30)    | \"seen_at\" > cast(? as timestamp with time zone)",
                "seen_at >= date(\"2026-01-31\") | \"seen_at\" >= cast(? as timestamp with time zone)",
                "owner.level != null           | \"owner.level\" is not null",
            })
    void aPlainComparisonLeavesTheColumnBareForItsIndex(String text, String sql) {
        SqlRenderer renderer = new SqlRenderer(
                Engine.POSTGRES, SHANGHAI, Clock.systemUTC(), path -> DSL.field(DSL.name(path.toString())));

        assertThat(DSL.using(SQLDialect.POSTGRES).render(renderer.condition(expressions.condition("deal", text))))
                .isEqualTo(sql);
    }

    @Test
    void duckDbReadsTheDayOfATimeFromItsOwnColumn() {
        var date = engines.renderer(Engine.DUCKDB).field(expressions.value("deal", "year(owner.created_at)"));

        assertThat(DSL.using(SQLDialect.DUCKDB).render(date))
                .isEqualTo("extract(year from \"t_owner\".\"created_at__day\")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // null is neither equal nor unequal nor less; only a test for null sees it
                "active == true               ; 2",
                "active != true               ; 3",
                "!active                      ; 3",
                "active == null               ; 1 4",
                "active || quantity == 1      ; 1 2",
                "!(active && quantity == 1)   ; 2 3",
                "name == \"\"                 ; 1",
                "name != null && name != \"\" ; 2",
                "size(tags) == 0              ; 3",
                "tags == null                 ; 1 2",
                "amount == 0                  ; 3",
                "amount == null               ; 4",
                "amount_currency == \"CNY\"   ; 1 2 3",
                // exact decimals beside doubles
                "amount == 10.1               ; 1",
                "amount / quantity == 10.1    ; 1 2",
                "quantity / amount > 0        ; 1 2",
                "quantity / amount == null    ; 3 4",
                // % is a letter like others
                "name.contains(\"%\")         ; 2",
                "name.startsWith(\"\")        ; 1 2",
                "\"老客户\" in tags           ; 4",
                // days start in the company's zone
                "date(seen_at) == today()     ; 4",
                "seen_at >= born_on           ; 4",
                "born_on == date(\"2026-01-31\") && day(seen_at) == 31 && weekday(seen_at) == 6 ; 4",
                "seen_at == datetime(\"2026-01-31T00:30:00+08:00\") ; 4",
                "owner.name == \"王\"         ; 1",
                "owner.level == null          ; 2 3 4",
                "quantity in [1, 4.0, 99]     ; 1 3",
                "(quantity in [1, 1 / 0]) == null ; 2 3 4",
                "born_on - days(100000) < date(\"1753-01-01\") ; 4",
                "born_on < date(\"9999-12-31\") ; 4",
                "born_on + days(100000) > date(\"1000-01-01\") ; 4",
                "seen_at < date(\"9999-12-31\") ; 4",
                "(active ? 1 : 0) == 0        ; 1 3 4",
            })
    void theAnswersAreThoseAPersonExpects(String text, String ids) {
        Expression condition = expressions.condition("deal", text);
        List<Long> expected = Arrays.stream(ids.split(" ")).map(Long::valueOf).toList();

        for (Engine engine : Engine.values()) {
            assertThat(engines.matches(engine, "deal", condition))
                    .as("%s", engine)
                    .containsExactlyElementsOf(expected);
        }
        assertThat(engines.inMemory("deal", List.of(condition)).entrySet().stream()
                        .filter(answer -> Boolean.TRUE.equals(answer.getValue().getFirst()))
                        .map(Map.Entry::getKey))
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void summariesLeaveOutWhatIsNull(Engine engine) {
        assertThat(summary(engine, "count()")).isEqualTo(new BigDecimal("4"));
        assertThat(summary(engine, "count(active)")).isEqualTo(new BigDecimal("1"));
        assertThat(summary(engine, "share(active)")).isEqualTo(0.5);
        assertThat(summary(engine, "sum(amount)")).isEqualTo(new BigDecimal("30.3"));
        assertThat(summary(engine, "sum(id)")).isEqualTo(new BigDecimal("1E+1"));
        assertThat(summary(engine, "mean(quantity)")).isEqualTo(7.0 / 3);
        assertThat(summary(engine, "median(quantity)")).isEqualTo(2.0);
        assertThat(summary(engine, "median(amount)")).isEqualTo(10.1);
        assertThat(summary(engine, "quantile(quantity, 0.25)")).isEqualTo(1.5);
        assertThat(summary(engine, "min(quantity)")).isEqualTo(new BigDecimal("1"));
        assertThat(summary(engine, "max(seen_at)")).isEqualTo(NOW);
        assertThat(summary(engine, "distinct(amount_currency)")).isEqualTo(new BigDecimal("1"));
        assertThat(summary(engine, "count(owner.level == \"gold\")")).isEqualTo(new BigDecimal("1"));
        assertThat(summary(engine, "sum(quantity * 2) / count()")).isEqualTo(3.5);
        assertThat(summary(engine, "sum(package)")).isNull();
        assertThat(summary(engine, "sum(amount) / sum(package)")).isNull();
        assertThat(summary(engine, "count() > 3 ? 100 * share(quantity >= 2) : null"))
                .isEqualTo(100 * (2.0 / 3));
    }

    @Test
    void anOffsetIsNoZone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SqlRenderer(
                        Engine.POSTGRES,
                        ZoneOffset.ofHours(8),
                        Clock.systemUTC(),
                        path -> DSL.field(DSL.name(path.name()))));
    }

    private @Nullable Object summary(Engine engine, String formula) {
        return engines.summary(engine, "deal", expressions.aggregate("deal", formula));
    }

    private static Money yuan(String amount) {
        return new Money(new BigDecimal(amount), Currency.getInstance("CNY"));
    }

    private static Map<String, Object> record(long id, Object... fields) {
        Map<String, Object> record = new HashMap<>();
        record.put("id", id);
        for (int i = 0; i < fields.length; i += 2) {
            record.put((String) fields[i], fields[i + 1]);
        }
        return record;
    }
}
