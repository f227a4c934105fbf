package org.zhike.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import org.zhike.platform.CsvExport;
import org.zhike.platform.DataDirectory;
import org.zhike.platform.JobContext;
import org.zhike.platform.ZhikeTest;
import org.zhike.records.RecordError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ZhikeTest(properties = "zhike.import.limit=3MB")
class ImportsTest {

    private static final Actor LI = new Actor(1, "li", Role.MEMBER);
    private static final Actor READER = new Actor(2, "reader", Role.READ_ONLY);

    private static final String LINES = """
            订单号,商品编码,商品名称,数量,单价,下单时间,客户编号,客户姓名,地区
            A1,P1,茶,2,10.50,2026-01-05 09:00,C1,王芳,深圳
            A1,P2,杯子,1,20,2026-01-05 09:00,C1,王芳,深圳
            A2,P1,茶,-1,10.50,2026-01-06 10:00,C1,王芳,广州
            A3,P1,茶,3,10.50,2026-01-07 10:00,,,北京
            C77,P2,杯子,0,20,2026-01-08 10:00,C2,李雷,上海
            """;

    @Autowired
    private Imports imports;

    @Autowired
    private ImportJobs handler;

    @Autowired
    private ImportTable table;

    @Autowired
    private DSLContext sql;

    @Autowired
    private DataDirectory data;

    @Autowired
    private JsonMapper json;

    @BeforeEach
    void empty() {
        // No truncate: the projection reads these tables meanwhile.
        for (String name : List.of("order_item", "\"order\"", "product", "contact", "ticket", "customer")) {
            sql.execute("delete from records." + name);
        }
        sql.execute("delete from zhike.record_change");
        sql.execute("delete from zhike.import_mapping");
    }

    @Test
    void oneFlatFileOfOrderLinesFillsCustomersProductsOrdersAndItems() {
        ImportOutcome outcome = run(LINES, OneGo.as("order-lines"));

        assertThat(outcome.read()).isEqualTo(5);
        assertThat(outcome.rejected()).isZero();
        assertThat(outcome.objects().get("customer")).isEqualTo(new ImportOutcome.Counts(2, 0, 0));
        assertThat(outcome.objects().get("product")).isEqualTo(new ImportOutcome.Counts(2, 0, 0));
        assertThat(outcome.objects().get("order")).isEqualTo(new ImportOutcome.Counts(4, 0, 0));
        assertThat(outcome.objects().get("order_item")).isEqualTo(new ImportOutcome.Counts(5, 0, 0));
        assertThat(
                        texts(
                                "select number || ' ' || o.kind || ' ' || amount || ' ' || amount_currency || ' ' || coalesce(c.external_id, '-')"
                                        + " || ' ' || o.region from records.\"order\" o left join records.customer c on c.id = o.customer order by number"))
                .containsExactly(
                        "A1 sale 41.0000 CNY C1 CN-440300",
                        "A2 refund -10.5000 CNY C1 CN-440100",
                        "A3 sale 31.5000 CNY - CN-110000",
                        "C77 refund 0.0000 CNY C2 CN-310000");
        assertThat(texts("select external_id || ' ' || name || ' ' || region from records.customer order by 1"))
                .as("of a customer the last value counts")
                .containsExactly("C1 王芳 CN-440100", "C2 李雷 CN-310000");
        assertThat(texts(
                        "select o.number || '/' || i.line || ' ' || p.sku || ' ' || i.description || ' ' || trim_scale(i.quantity)"
                                + " || ' ' || trim_scale(i.amount) from records.order_item i join records.\"order\" o on o.id = i.order"
                                + " join records.product p on p.id = i.product order by o.number, i.line"))
                .containsExactly(
                        "A1/1 P1 茶 2 21",
                        "A1/2 P2 杯子 1 20",
                        "A2/1 P1 茶 -1 -10.5",
                        "A3/1 P1 茶 3 31.5",
                        "C77/1 P2 杯子 0 0");
        assertThat(texts("select distinct created_by || ' ' || (import_id is not null) from records.\"order\""))
                .containsExactly("li true");
    }

    @Test
    void aSecondImportOfTheSameFileChangesNothing() {
        run(LINES, OneGo.as("order-lines"));
        ImportOutcome again = run(LINES, OneGo.as("order-lines"));

        assertThat(again.created()).isZero();
        assertThat(again.updated()).isZero();
        assertThat(again.unchanged()).isEqualTo(2 + 2 + 4 + 5);
        assertThat(number("select count(*) from zhike.record_change")).isZero();
    }

    @Test
    void aDryRunFindsWhatTheImportThenDoesAndWritesNothing() {
        run("客户编号,姓名\nC1,旧名\n", OneGo.as("customers"));
        String file = LINES + "A9,P1,茶,x,1,2026-01-05,C9,张三,深圳\nA10,P1,茶,1,1,2026-02-30,C9,张三,深圳\n";

        ImportOutcome dry = run(file, OneGo.as("order-lines").dry());
        assertThat(number("select count(*) from records.\"order\"")).isZero();
        ImportOutcome real = run(file, OneGo.as("order-lines"));

        assertThat(dry.rejected()).isEqualTo(2);
        assertThat(real).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(dry);
        assertThat(real.objects().get("customer")).isEqualTo(new ImportOutcome.Counts(1, 1, 0));
        assertThat(staged()).isZero();
    }

    @Test
    void createUpsertAndUpdateEachDoWhatTheyPromise() {
        OneGo customers = OneGo.as("customers");
        run("客户编号,姓名,手机\nC1,王芳,13800138000\n", customers);

        ImportOutcome created = run("客户编号,姓名\nC1,别名\nC2,李雷\n", customers.in("create"));
        assertThat(created.created()).isEqualTo(1);
        assertThat(codes(created)).containsExactly("2 ALREADY_EXISTS");

        ImportOutcome updated = run("客户编号,姓名\nC1,王芳芳\nC3,韩梅梅\n", customers.in("update"));
        assertThat(updated.updated()).isEqualTo(1);
        assertThat(codes(updated)).containsExactly("3 NOT_FOUND_FOR_UPDATE");

        ImportOutcome upserted = run("客户编号,姓名,手机\nC1,王芳芳,\nC3,韩梅梅,13900139000\n", customers);
        assertThat(List.of(upserted.created(), upserted.updated(), upserted.unchanged()))
                .containsExactly(1L, 0L, 1L);
        assertThat(
                        texts(
                                "select external_id || ' ' || name || ' ' || coalesce(mobile, '-') from records.customer order by 1"))
                .as("an empty cell leaves a value alone")
                .containsExactly("C1 王芳芳 13800138000", "C2 李雷 -", "C3 韩梅梅 13900139000");
    }

    @Test
    void rejectedRowsComeBackAsAFileWithLineAndReason() throws IOException {
        run("客户编号,姓名\nC1,王芳\n", OneGo.as("customers"));
        String file = """
                订单号,客户编号,下单时间,订单金额,备注
                1,C1,2026-01-31,"1,234.50",好
                2,C9,2026-01-31,5,=cmd|' /C calc'!A0
                3,C1,2026-02-30,5,
                4,C1,2026-01-31,很多,-5
                5,C1,2026-01-31
                1,C1,2026-01-31,6,
                7,C1,,99999999999999999999,
                8,C1,,1,
                ,C1,2026-01-31,1,
                """;

        ImportOutcome outcome = run(file, OneGo.as("orders"));

        assertThat(outcome.read()).isEqualTo(9);
        assertThat(outcome.created()).isEqualTo(1);
        assertThat(codes(outcome))
                .containsExactly(
                        "3 UNKNOWN_REFERENCE",
                        "4 NO_SUCH_DATE",
                        "5 NOT_A_NUMBER",
                        "6 RAGGED_ROW",
                        "7 DUPLICATE_IN_INPUT",
                        "8 OUT_OF_RANGE",
                        "9 REQUIRED",
                        "10 MISSING_KEY");
        var out = new ByteArrayOutputStream();
        imports.writeRejects(newest(), Locale.SIMPLIFIED_CHINESE, out);
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(9);
        assertThat(lines.get(0)).isEqualTo("\uFEFF订单号,客户编号,下单时间,订单金额,备注,导入行号,拒绝原因");
        assertThat(lines.get(1))
                .startsWith("2,C9,2026-01-31,5,'=cmd|' /C calc'!A0,3,")
                .contains("没有 customer");
        assertThat(lines.get(2)).isEqualTo("3,C1,2026-02-30,5,,4,下单时间：“2026-02-30”是不存在的日期。");
        assertThat(lines.get(3)).startsWith("4,C1,2026-01-31,很多,-5,5,");
        assertThat(lines.get(4)).startsWith("5,C1,2026-01-31,,,6,");
        assertThat(outcome.rejects().get(2).value()).isEqualTo("很多");
        assertThat(outcome.rejects().get(2).column()).isEqualTo("订单金额");
    }

    @Test
    void anOrderIsImportedWholeOrNotAtAll() {
        ImportOutcome outcome = run("""
                order number,sku,quantity,unit price,order date
                1,P1,1,5,2026-01-31
                1,P2,x,5,2026-01-31
                1,P3,1,5,2026-01-31
                2,P1,1,5,2026-01-31
                3,P1,1,5,
                3,P2,1,5,
                4,P1,1,$5,2026-01-31
                4,P1,1,€5,2026-01-31
                5,P1,99999999999999,9,2026-01-31
                """, OneGo.as("order-lines"));

        assertThat(codes(outcome))
                .containsExactly(
                        "2 REJECTED_WITH_ORDER",
                        "3 NOT_A_NUMBER",
                        "4 REJECTED_WITH_ORDER",
                        "6 REQUIRED",
                        "7 REJECTED_WITH_ORDER",
                        "8 MIXED_CURRENCIES",
                        "9 MIXED_CURRENCIES",
                        "10 OUT_OF_RANGE");
        assertThat(texts("select number from records.\"order\"")).containsExactly("2");
        assertThat(number("select count(*) from records.order_item")).isEqualTo(1);
    }

    @Test
    void ofAnOrderWithSeveralCustomersOrDatesTheFirstCountsAndItIsSaid() {
        ImportOutcome outcome = run("""
                订单号,商品编码,数量,单价,下单时间,客户编号
                1,P1,1,5,2026-01-30,C1
                1,P2,1,5,2026-01-31,C2
                """, OneGo.as("order-lines"));

        assertThat(outcome.rejected()).isZero();
        assertThat(outcome.warnings()).containsEntry("several_customers", 1L).containsEntry("several_dates", 1L);
        assertThat(texts(
                        "select c.external_id || ' ' || (ordered_at at time zone 'Asia/Shanghai')::date from records.\"order\" o"
                                + " join records.customer c on c.id = o.customer"))
                .containsExactly("C1 2026-01-30");
    }

    @Test
    void headingsInBothLanguagesAreUnderstood() {
        Mapping chinese = upload("客户编号,姓名,手机号码,电子邮箱,会员等级,注册日期,备注信息,无关\nC1,王芳,13800138000,a@b.cn,金卡,2026-01-01,x,y\n")
                .mapping();
        assertThat(chinese.target()).isEqualTo("customer");
        assertThat(fields(chinese))
                .containsExactly("external_id", "name", "mobile", "email", "level", "joined_at", "note", "-");

        Mapping english = upload("""
                        Order ID,Order Date,Customer ID,Customer Name,Region,Product ID,Category,Product Name,Sales,Quantity
                        CA-1,13/01/19,DP-1,Darren,Texas,P1,Office,Paper,16.448,2
                        """).mapping();
        assertThat(english.target()).isEqualTo("order_lines");
        assertThat(fields(english))
                .containsExactly(
                        "order.number",
                        "order.ordered_at",
                        "customer.external_id",
                        "customer.name",
                        "customer.region",
                        "product.sku",
                        "product.category",
                        "product.name",
                        "order_item.amount",
                        "order_item.quantity");
        assertThat(String.valueOf(english.columns().get(1).transform())).isEqualTo("DAY_FIRST");

        Mapping tickets = upload("工单号,客户编号,问题类型,是否投诉,创建时间,解决时间\nT1,C1,物流,是,2026-01-01 10:00,2026-01-02 10:00\n")
                .mapping();
        assertThat(tickets.target()).isEqualTo("ticket");
        assertThat(fields(tickets))
                .containsExactly("number", "customer.external_id", "category", "complaint", "opened_at", "solved_at");

        Mapping byValue = upload("客户编号,联络\nC1,13800138000\nC2,13900139000\n").mapping();
        assertThat(fields(byValue)).containsExactly("external_id", "mobile");
        assertThat(fields(upload("客户编号,生日\nC1,红色\nC2,蓝色\n").mapping()))
                .as("values that are no dates are no birthdays")
                .containsExactly("external_id", "-");
    }

    @Test
    void theMappingOfAFileShapeIsRemembered() {
        String file = "编码,称呼\nC1,王芳\n";
        Mapping mapping = new Mapping(
                "customer",
                "upsert",
                List.of(),
                List.of(new Mapping.Column("编码", 0, "external_id", null), new Mapping.Column("称呼", 1, "name", null)),
                null,
                null,
                null,
                null);
        long id = upload(file).id();
        imports.map(LI, id, mapping);
        imports.start(LI, id);
        waitFor(id);

        assertThat(fields(upload("编码,称呼\nC2,李雷\n").mapping())).containsExactly("external_id", "name");
    }

    @Test
    void allProblemsOfAMappingComeAtOnce() {
        long id = upload("a,b,c\n1,2,03/04/2026\n").id();
        Mapping mapping = new Mapping(
                "order",
                "replace",
                List.of("amount"),
                List.of(
                        new Mapping.Column("a", 0, "nmber", null),
                        new Mapping.Column("b", 9, "amount", null),
                        new Mapping.Column("c", 2, "ordered_at", null)),
                "qqqq",
                "x",
                "Mars/Olympus",
                "XXXX");

        assertThat(problems(() -> imports.map(LI, id, mapping)))
                .contains(
                        IngestionError.BAD_SETTING,
                        IngestionError.BAD_DATE_FORMAT,
                        IngestionError.UNKNOWN_CURRENCY,
                        IngestionError.UNKNOWN_PATH,
                        IngestionError.NO_SUCH_COLUMN,
                        IngestionError.AMBIGUOUS_DATES,
                        IngestionError.REQUIRED_UNMAPPED,
                        IngestionError.NOT_A_MATCH);
    }

    @Test
    void filesWithoutRowsOrWithEqualHeadingsAreRefused() {
        assertThat(problems(() -> upload("a,b\n"))).containsExactly(IngestionError.HEADER_ONLY);
        assertThat(problems(() -> upload("a,b,a\n1,2,3\n"))).containsExactly(IngestionError.DUPLICATE_HEADER);
        assertThat(problems(() -> upload(""))).containsExactly(IngestionError.EMPTY_FILE);
    }

    @Test
    void anUploadOverTheLimitLeavesNothingBehind() {
        assertThat(problems(() -> upload("a,b\n" + "1,2\n".repeat(1_000_000))))
                .containsExactly(IngestionError.TOO_LARGE);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothingBehind() {
        InputStream full = new SequenceInputStream(bytes("a".repeat(1_000_000)), new InputStream() {

            @Override
            public int read() throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        });

        assertThat(problems(() -> imports.upload(LI, "a.csv", full))).containsExactly(IngestionError.DISK_FULL);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void readersMayLookButNotImport() {
        long id = upload("客户编号,姓名\nC1,王芳\n").id();

        assertThatThrownBy(() -> imports.upload(READER, "a.csv", bytes("a\n1\n")))
                .hasMessageContaining("reader");
        assertThatThrownBy(() -> imports.start(READER, id)).hasMessageContaining("reader");
        assertThat(imports.get(id).createdBy()).isEqualTo("li");
    }

    @Test
    void anImportThatIsKilledAnywhereGoesOnWithoutLossOrDuplicates() throws IOException {
        StringBuilder file = new StringBuilder("订单号,商品编码,数量,单价,下单时间,客户编号\n");
        for (int i = 0; i < 90_000; i++) {
            file.append("N" + i / 3 + ",P" + i % 50 + "," + (i % 7 == 0 ? "x" : i % 5) + ",2.50,2026-01-31,C" + i / 30
                    + "\n");
        }
        ImportOutcome whole = run(file.toString(), OneGo.as("order-lines"));
        List<String> expected = content();
        empty();

        long id = upload(file.toString()).id();
        imports.map(LI, id, imports.get(id).mapping());
        Set<String> reached = new HashSet<>();
        Consumer<Watched> killer = calls -> {
            if (reached.add(calls.phase + calls.done)) {
                throw new Killed();
            }
        };
        int kills = 0;
        while (!runUntil(id, killer)) {
            kills++;
            if (reached.contains("order3") && reached.add("database crashed")) {
                sql.execute("truncate staging.import_" + id); // what a crash of the database leaves of it
            }
        }

        assertThat(reached).contains("database crashed", "preparing0", "customer0", "order2");
        assertThat(kills).isGreaterThan(9);
        assertThat(content()).isEqualTo(expected);
        ImportOutcome resumed = Objects.requireNonNull(table.get(id).result());
        assertThat(resumed).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(whole);
        assertThat(whole.rejected()).isGreaterThan(0);
        assertThat(staged()).isZero();
    }

    @Test
    void aCancelledImportKeepsWhatWasWrittenAndGoesOn() throws IOException {
        StringBuilder file = new StringBuilder("客户编号,姓名\n");
        for (int i = 0; i < 110_000; i++) {
            file.append("C" + i + ",名" + i + "\n");
        }
        long id = upload(file.toString()).id();

        boolean ended = runUntil(id, calls -> calls.isCancelled = calls.phase.equals("customer") && calls.done == 1);
        assertThat(ended).isFalse();
        assertThat(number("select count(*) from records.customer")).isEqualTo(49_998);
        assertThat(runUntil(id, calls -> {})).isTrue();

        assertThat(number("select count(*) from records.customer")).isEqualTo(110_000);
        ImportOutcome result = Objects.requireNonNull(table.get(id).result());
        assertThat(result.created()).isEqualTo(110_000);
        assertThat(result.read()).isEqualTo(110_000);
    }

    @Test
    void twoImportsOfTheSameKeysAtOnceMakeEachRecordOnce() {
        StringBuilder up = new StringBuilder("客户编号,姓名\n");
        StringBuilder down = new StringBuilder("客户编号,姓名\n");
        for (int i = 0; i < 30_000; i++) {
            up.append("C" + i + ",同名\n");
            down.append("C" + (29_999 - i) + ",同名\n");
        }

        CompletableFuture<ImportOutcome> first =
                CompletableFuture.supplyAsync(() -> run(up.toString(), OneGo.as("customers")));
        CompletableFuture<ImportOutcome> second =
                CompletableFuture.supplyAsync(() -> run(down.toString(), OneGo.as("customers")));

        assertThat(first.join().created() + second.join().created()).isEqualTo(30_000);
        assertThat(first.join().unchanged() + second.join().unchanged()).isEqualTo(30_000);
        assertThat(number("select count(*) from records.customer")).isEqualTo(30_000);
    }

    @Test
    void aDamagedByteFarInsideStopsTheImportBeforeAnythingIsWritten() {
        StringBuilder file = new StringBuilder("客户编号,姓名\n");
        for (int i = 0; i < 120_000; i++) {
            file.append("C" + i + ",名" + i + "\n");
        }
        byte[] bytes = (file + "C!,坏?\n").getBytes(UTF_8);
        bytes[bytes.length - 2] = (byte) 0xFF;
        long id = imports.upload(LI, "bad.csv", new ByteArrayInputStream(bytes)).id();
        imports.start(LI, id);

        ImportView ended = waitFor(id);

        assertThat(ended.state()).isEqualTo(ImportState.FAILED);
        assertThat(Objects.requireNonNull(ended.problem()).code()).isEqualTo("BAD_BYTE");
        assertThat(ended.problem().detail()).contains("Line 120002");
        assertThat(number("select count(*) from records.customer")).isZero();
    }

    @Test
    void everyReasonOfARowHasChineseWordsWithTheSamePlaces() {
        assertThat(Reasons.CHINESE).allSatisfy((code, text) -> {
            assertThat(Reasons.ENGLISH).containsKey(code);
            assertThat(text.split("%s", -1))
                    .as(code)
                    .hasSameSizeAs(
                            Objects.requireNonNull(Reasons.ENGLISH.get(code)).split("%s", -1));
        });
        for (ErrorCode code : List.of(RecordError.REQUIRED, RecordError.TOO_LONG, IngestionError.RAGGED_ROW)) {
            assertThat(Reasons.CHINESE).containsKey(code.name());
        }
    }

    @Test
    void formulasAreNeutralisedAndNumbersAreNot() {
        assertThat(CsvExport.safe("=1+1")).isEqualTo("'=1+1");
        assertThat(CsvExport.safe("@SUM(A1)")).isEqualTo("'@SUM(A1)");
        assertThat(CsvExport.safe("-2+3+cmd|' /C calc'!A0")).startsWith("'");
        assertThat(CsvExport.safe("-12.50")).isEqualTo("-12.50");
        assertThat(CsvExport.safe("+8613800138000")).isEqualTo("+8613800138000");
        assertThat(CsvExport.safe("plain")).isEqualTo("plain");
    }

    private static final class Killed extends Error {}

    /** A job that is watched at each progress and can be told that it is cancelled. */
    private static final class Watched implements JobContext {

        private final JsonNode arguments;
        private final Consumer<Watched> watcher;
        private String phase = "";
        private long done;
        private boolean isCancelled;

        Watched(JsonNode arguments, Consumer<Watched> watcher) {
            this.arguments = arguments;
            this.watcher = watcher;
        }

        @Override
        public long id() {
            return 1;
        }

        @Override
        public JsonNode arguments() {
            return arguments;
        }

        @Override
        public void progress(String newPhase, long newDone, @org.jspecify.annotations.Nullable Long total) {
            phase = newPhase;
            done = newDone;
            watcher.accept(this);
        }

        @Override
        public boolean isCancelled() {
            return isCancelled;
        }
    }

    /** Works on the import as its job does, and returns whether it came to the end. */
    private boolean runUntil(long id, Consumer<Watched> watcher) throws IOException {
        try {
            handler.run(new Watched(json.valueToTree(new ImportJob(id, false, LI)), watcher));
        } catch (Killed killed) {
            return false;
        }
        return table.get(id).result() != null;
    }

    private ImportView upload(String content) {
        return imports.upload(LI, "file.csv", bytes(content));
    }

    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }

    private ImportOutcome run(String content, OneGo options) {
        return options.run(imports, LI, "file.csv", bytes(content));
    }

    private ImportView waitFor(long id) {
        return OneGo.waitFor(imports, id);
    }

    private static List<ErrorCode> problems(Runnable action) {
        try {
            action.run();
            return List.of();
        } catch (ProductException e) {
            return e.issues().stream().map(Issue::code).toList();
        }
    }

    private static List<String> codes(ImportOutcome outcome) {
        return outcome.rejects().stream()
                .map(row -> row.line() + " " + row.code())
                .toList();
    }

    private static List<String> fields(Mapping mapping) {
        return mapping.columns().stream()
                .map(column -> column.field() == null ? "-" : column.field())
                .toList();
    }

    private long newest() {
        return imports.newest().getFirst().id();
    }

    private List<Path> incoming() {
        try (var files = Files.list(data.directory("imports"))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> content() {
        return texts(
                "select o.number || '/' || i.line || ' ' || coalesce(c.external_id, '') || ' ' || p.sku || ' ' || i.quantity || ' '"
                        + " || o.amount || ' ' || o.kind from records.order_item i join records.\"order\" o on o.id = i.order"
                        + " join records.product p on p.id = i.product left join records.customer c on c.id = o.customer order by 1");
    }

    private long staged() {
        return number("select count(*) from pg_tables where schemaname = 'staging'");
    }

    private List<String> texts(String query) {
        return sql.resultQuery(query).fetchInto(String.class);
    }

    private long number(String query) {
        return Objects.requireNonNull(sql.resultQuery(query).fetchSingleInto(Long.class));
    }
}
