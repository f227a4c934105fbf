package org.zhike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.identity.SignedIn;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Money;
import org.zhike.kernel.ProductException;
import org.zhike.platform.ZhikeTest;
import org.zhike.records.Records;

/** What people may ask by SQL, and what they may not, however they put it. */
@ZhikeTest(properties = {"spring.application.name=zhike-sql", "zhike.sql.timeout=3s", "zhike.projection.memory=512MB"})
@DirtiesContext
@Timeout(180)
class ReaderSqlTest {

    private static final Actor MEMBER = new Actor(7, "member", Role.MEMBER);
    private static final String ENDLESS =
            "select sum(hash(a.range + b.range)) from range(10000000000) a, range(10000000000) b";
    private static boolean filled;

    @Autowired
    private ReaderSql sql;

    @Autowired
    private Records records;

    @Autowired
    private Projection projection;

    @Autowired
    private DSLContext database;

    @Autowired
    private MockMvc http;

    @BeforeEach
    void fill() {
        if (filled) {
            return;
        }
        filled = true;
        for (int i = 0; i < 3; i++) {
            long customer = records.create(
                            Actor.SYSTEM, "customer", new HashMap<>(Map.of("name", "客户" + i, "level", "gold")))
                    .id();
            records.create(
                    Actor.SYSTEM,
                    "order",
                    new HashMap<>(Map.of(
                            "number",
                            "A" + i,
                            "customer",
                            customer,
                            "kind",
                            "sale",
                            "status",
                            "paid",
                            // Already April in Shanghai.
                            "ordered_at",
                            Instant.parse("2025-03-31T16:30:00Z"),
                            "amount",
                            Money.of("12.5", "CNY"))));
        }
        projection.awaitCurrent(Duration.ofSeconds(60));
    }

    private SqlAnswer run(String text) {
        return sql.run(MEMBER, null, text, 100);
    }

    private Issue refused(String text) {
        return catchThrowableOfType(ProductException.class, () -> run(text))
                .issues()
                .getFirst();
    }

    @Test
    void aJoinOfTwoViewsIsAnswered() {
        SqlAnswer answer = run("""
                with big as (select customer, sum(amount) as total from orders group by customer)
                select c.name, b.total, count(*) over () as n -- a remark; with a semicolon
                from customer c join big b on b.customer = c.id
                where c.level in ('gold') and c.name like '客%' order by c.name limit 2;""");
        assertThat(answer.columns()).extracting(SqlAnswer.Column::name).containsExactly("name", "total", "n");
        assertThat(answer.rows()).hasSize(2);
        assertThat(answer.rows().getFirst().getFirst()).isEqualTo("客户0");
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.asOf()).isNotNull();
    }

    @Test
    void timesAreThoseOfTheCompany() {
        assertThat(run("select ordered_at, ordered_at_day from orders limit 1").rows())
                .containsExactly(List.of("2025-04-01T00:30", "2025-04-01"));
    }

    @Test
    void recursionAndRangesAreAllowedWhereTheyEnd() {
        assertThat(
                        run("with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select max(n) from t")
                                .rows())
                .containsExactly(List.of(5));
        assertThat(run("select count(*) from range(10) r(i), unnest([1, 2]) u(x)")
                        .rows())
                .containsExactly(List.of(20L));
        assertThat(run("select list_transform([1, 2], lambda x: x + 1) as l, {'a': 1}.a as s")
                        .rows())
                .hasSize(1);
    }

    @Test
    void moreRowsThanAskedForAreCutAndSaidSo() {
        SqlAnswer answer = sql.run(MEMBER, null, "select range from range(1000)", 10);
        assertThat(answer.rows()).hasSize(10);
        assertThat(answer.truncated()).isTrue();
        assertThat(sql.run(MEMBER, null, "select 1", 1).truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy customer to '/tmp/zhike-out.csv'",
                "copy (select 1) to '/tmp/zhike-out.csv'",
                "attach '/tmp/zhike.duckdb' as other",
                "detach memory",
                "pragma database_list",
                "pragma enable_profiling",
                "set memory_limit = '1GB'",
                "reset memory_limit",
                "use records",
                "install httpfs",
                "load httpfs",
                "create table t (a int)",
                "create or replace temp view customer as select 1",
                "create macro f() as 1",
                "insert into records.customer (id) values (1)",
                "update records.customer set name = 'x'",
                "delete from records.customer",
                "truncate records.customer",
                "drop table records.customer",
                "alter table records.customer add column x int",
                "export database '/tmp/zhike-export'",
                "import database '/tmp/zhike-export'",
                "call duckdb_settings()",
                "checkpoint",
                "vacuum",
                "begin transaction",
                "commit",
                "rollback",
                "explain analyze select 1",
                "prepare p as select 1",
                "execute p",
                "show tables",
                "with x as (insert into records.customer (id) values (1) returning id) select * from x",
                "select 1; select 2",
                "select 1; drop table records.customer",
                "/* select */ drop table records.customer",
                "select 1 -- \n; delete from records.customer",
                "select * from records.customer",
                "select * from records.\"order\"",
                "select * from main.zhike_projection",
                "select * from zhike_projection",
                "select * from memory.main.customer",
                "select * from temp.customer",
                "select * from information_schema.tables",
                "select * from pg_catalog.pg_class",
                "select * from pg_class",
                "select * from sqlite_master",
                "select * from duckdb_tables",
                "select * from '/etc/passwd'",
                "select * from 'customers.csv'",
                "select * from duckdb_settings()",
                "select * from duckdb_secrets()",
                "select * from duckdb_views()",
                "select * from pragma_table_info('records.customer')",
                "select * from read_text('/etc/passwd')",
                "select * from read_csv('/etc/passwd')",
                "select * from read_blob('/etc/passwd')",
                "select * from read_parquet('/etc/passwd')",
                "select * from glob('/*')",
                "select * from query('select * from records.customer')",
                "select * from query_table('records.customer')",
                "select * from query_table(['zhike_projection'])",
                "select * from (show all tables)",
                "select * from (describe records.customer)",
                "select * from (summarize customer)",
                "select getenv('HOME')",
                "select getvariable('x')",
                "select current_setting('temp_directory')",
                "select json_execute_serialized_sql(json_serialize_sql('select 1'))",
                "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
                "select json_serialize_plan('select 1')",
                "select nextval('s')",
                "select pg_sleep(100)",
                "select sleep_ms(100000)",
                "select write_log('x')",
                "select repeat('x', 10000000000)",
                "select lpad('x', 1000000000, 'y')",
                "select * from repeat_row(1, num_rows = 1000000)",
                "select list_aggregate([1], 'getenv')",
                "select system.main.getenv('HOME')",
                "select main.current_setting('x')",
                "select 'x'.getenv()",
                "select current_database(), version(), current_user",
                "select * from customer where id = ?",
                "select * from customer where id = $1",
                "select * from customer where exists (select 1 from records.\"order\")",
                "select (select count(*) from main.zhike_projection)",
                "select * from customer order by (select max(applied_at) from zhike_projection)",
                "select sum(id) over (order by (select count(*) from zhike_projection)) from customer",
                "select list_transform([1], lambda x: (select count(*) from zhike_projection))",
                "select * from customer limit (select count(*) from zhike_projection)",
                "select * from (values ((select count(*) from zhike_projection))) v(a)",
                "select case when true then (select count(*) from zhike_projection) end",
                "select 1 union all select count(*) from zhike_projection",
                // A name that WITH defines is not known before or outside of it.
                "with zhike_projection as (select * from zhike_projection) select * from zhike_projection",
                "select * from (with zhike_projection as (select 1) select * from zhike_projection) a, zhike_projection",
                "with a as (select * from zhike_projection), zhike_projection as (select 1) select * from a",
                "with recursive zhike_projection as (select * from zhike_projection union all select * from zhike_projection) select * from zhike_projection",
                "select 1 from customer at (version => 1)",
                "from zhike_projection",
                "table zhike_projection",
                "select columns(lambda c: getenv(c) = 'x') from customer",
                "select * replace (getenv('HOME') as name) from customer",
                "select * from customer using sample 10% where getenv('x') = 'y'",
                "pivot customer on getenv('x') using count(*)",
                "select * from (pivot zhike_projection on object using count(*))",
                "",
                "   ",
                ";",
                "-- nothing",
                "select",
            })
    void whatIsNotAPlainReadOfTheViewsIsRefused(String text) {
        ProductException refusal = catchThrowableOfType(ProductException.class, () -> run(text));
        assertThat(refusal).as(text).isNotNull();
        assertThat(refusal.issues())
                .allSatisfy(issue -> assertThat(issue.code().name())
                        .isIn(
                                "SQL_ONLY_SELECT",
                                "SQL_SEVERAL",
                                "SQL_UNKNOWN_VIEW",
                                "SQL_FUNCTION",
                                "SQL_UNSUPPORTED",
                                "SQL_DOES_NOT_PARSE",
                                "SQL_EMPTY"));
        assertThat(run("select count(*) from customer").rows()).containsExactly(List.of(3L));
    }

    @Test
    void errorsSayWhereTheyAreAndTheWayOut() {
        Issue view = refused("select *\nfrom 客户, custmer");
        assertThat(view.code()).isEqualTo(SqlError.SQL_UNKNOWN_VIEW);
        assertThat(view.position()).isEqualTo(new Issue.Position(2, 6));
        Issue second = catchThrowableOfType(ProductException.class, () -> run("select *\nfrom 客户, custmer"))
                .issues()
                .get(1);
        assertThat(second.position()).isEqualTo(new Issue.Position(2, 10));
        assertThat(second.message()).contains("Did you mean \"customer\"?");
        assertThat(refused("select * from \"order\"").message()).contains("Did you mean \"orders\"?");

        Issue column = refused("select name,\n  '客户' as a, nme from customer");
        assertThat(column.code()).isEqualTo(SqlError.SQL_FAILED);
        assertThat(column.position()).isEqualTo(new Issue.Position(2, 14));
        assertThat(column.message()).contains("\"nme\"").contains("name").doesNotContain("LINE");

        Issue syntax = refused("select name\nfrom customer wher x order");
        assertThat(syntax.code()).isEqualTo(SqlError.SQL_DOES_NOT_PARSE);
        assertThat(syntax.position()).isNotNull();

        assertThat(refused("select lowr(name) from customer").message()).contains("Did you mean \"lower\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t",
                ENDLESS,
                "select list(a.range) from range(100000000) a, range(100) b",
                "select * from range(3000000000) order by hash(range) limit 5 offset 2000000000",
            })
    void whatRunsForeverOrTakesAllMemoryIsStopped(String text) {
        Issue issue = refused(text);
        assertThat(issue.code()).isIn(SqlError.SQL_TOO_SLOW, SqlError.SQL_TOO_BIG, SqlError.SQL_FAILED);
        if (issue.code() == SqlError.SQL_FAILED) {
            assertThat(issue.message()).containsIgnoringCase("memory");
        }
        assertThat(run("select count(*) from customer").rows()).containsExactly(List.of(3L));
    }

    @Test
    void aStatementIsCancelledInTheEngineByItsOwnerAlone() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<@Nullable ProductException> endless = threads.submit(
                    () -> catchThrowableOfType(ProductException.class, () -> sql.run(MEMBER, "mine", ENDLESS, 10)));
            var other = new Actor(8, "other", Role.MEMBER);
            ProductException notMine = null;
            while (!endless.isDone()) {
                notMine = catchThrowableOfType(ProductException.class, () -> sql.cancel(other, "mine"));
                try {
                    http.perform(delete("/api/explore/sql/mine").with(SignedIn.as(MEMBER)));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(endless.get().issues().getFirst().code()).isEqualTo(SqlError.SQL_CANCELLED);
            assertThat(notMine).isNotNull();
        }
    }

    @Test
    void aFileThatNobodyReadsAnyMoreEnds() {
        List<Object> seen = new ArrayList<>();
        var gone = new ReaderSql.Sink() {
            @Override
            public void columns(List<SqlAnswer.Column> columns) {
                seen.add(columns);
            }

            @Override
            public void row(List<@Nullable Object> values) {
                seen.add(values);
                throw new java.io.UncheckedIOException(new java.io.IOException("gone"));
            }
        };
        assertThat(catchThrowableOfType(
                        java.io.UncheckedIOException.class,
                        () -> sql.export(MEMBER, "file", "select range from range(100000000000)", gone)))
                .hasMessageContaining("gone");
        assertThat(seen).hasSize(2);
        assertThat(catchThrowableOfType(ProductException.class, () -> sql.cancel(MEMBER, "file")))
                .hasMessageContaining("does not run");
    }

    @Test
    void onlyMembersRunSqlAndEveryStatementIsWrittenDown() throws Exception {
        String body = "{\"sql\": \"select count(*) as n from customer\"}";
        http.perform(post("/api/explore/sql")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body)
                        .with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isForbidden());
        http.perform(post("/api/explore/sql")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body)
                        .with(SignedIn.as(MEMBER)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.rows[0][0]").value(3))
                .andExpect(jsonPath("$.columns[0].name").value("n"));
        http.perform(post("/api/explore/sql")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"sql\": \"drop table x\"}")
                        .with(SignedIn.as(MEMBER)))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("SQL_ONLY_SELECT"));
        String details = database.fetch(
                        "select string_agg(detail::text, ' ') from zhike.audit_event where kind = 'sql_run' and actor = 'member'")
                .getFirst()
                .get(0, String.class);
        assertThat(details).contains("select count(*) as n from customer").contains("SQL_ONLY_SELECT");
        assertThat(catchThrowableOfType(
                        ProductException.class,
                        () -> sql.run(new Actor(9, "reader", Role.READ_ONLY), null, "select 1", 1)))
                .hasMessageContaining("may not run SQL");
    }

    @Test
    void theSchemaSaysWhatThereIsInBothLanguages() throws Exception {
        http.perform(get("/api/explore/sql/schema").with(SignedIn.as(MEMBER)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[?(@.name=='orders')].object").value("order"))
                .andExpect(jsonPath("$[?(@.name=='customer')].labels.zh").value("客户"))
                .andExpect(jsonPath("$[?(@.name=='orders')].columns[?(@.name=='amount_currency')].type")
                        .value("text"));
        for (SqlView view : sql.schema(MEMBER)) {
            assertThat(run("select * from " + view.name() + " limit 0").columns())
                    .extracting(SqlAnswer.Column::name)
                    .containsExactlyElementsOf(
                            view.columns().stream().map(SqlView.SqlColumn::name).toList());
        }
    }

    @Test
    void aFileHoldsAllRows() throws Exception {
        String file = http.perform(post("/api/explore/sql/csv")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"sql\": \"select range as n, '=1+1' as t from range(20000)\"}")
                        .with(SignedIn.as(MEMBER)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(file.lines()).hasSize(20_001);
        assertThat(file).contains("19999,'=1+1");
    }
}
