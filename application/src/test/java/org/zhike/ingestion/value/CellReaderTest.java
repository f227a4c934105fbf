package org.zhike.ingestion.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.kernel.Money;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.Option;
import org.zhike.objects.Regions;
import org.zhike.records.RecordError;

class CellReaderTest {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final Regions REGIONS = new Regions();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1234.50    | 1234.50 | CNY
                    1,234.50   | 1234.50 | CNY
                    ¥1 234     | 1234    | CNY
                    ￥1,234.5  | 1234.5  | CNY
                    1234元     | 1234    | CNY
                    (12.50)    | -12.50  | CNY
                    12.50-     | -12.50  | CNY
                    −12.50     | -12.50  | CNY
                    -$12.50    | -12.50  | USD
                    $-12.50    | -12.50  | USD
                    £0.99      | 0.99    | GBP
                    12 EUR     | 12      | EUR
                    HK$8       | 8       | HKD
                    USD 1,000  | 1000    | USD
                    １２．５   | 12.5    | CNY
                    1,2345,6789 | 123456789 | CNY
                    .5         | 0.5     | CNY
                    +7         | 7       | CNY
                    1.5E+3     | 1500    | CNY
                    0          | 0       | CNY
                    """)
    void amountsAreReadAsPeopleWriteThem(String cell, String amount, String currency) {
        Money money = (Money) good(FieldType.MONEY, cell, cell.strip());

        assertThat(money.amount()).isEqualByComparingTo(amount);
        assertThat(money.currency().getCurrencyCode()).isEqualTo(currency);
    }

    @Test
    void theColumnDecidesWhatACommaIs() {
        assertThat(number("1.234,50", "1.234,50", "7")).isEqualByComparingTo("1234.50");
        assertThat(number("1.234", "1.234", "0,5")).isEqualByComparingTo("1234");
        assertThat(number("1,234", "1,234", "0.5")).isEqualByComparingTo("1234");
        assertThat(number("1,234", "1,234")).isEqualByComparingTo("1234");
        assertThat(number("12,5", "12,5", "3")).isEqualByComparingTo("12.5");
        assertThat(number("1.234.567", "1.234.567")).isEqualByComparingTo("1234567");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"abc", "1,23,4", "1.2.3", "--5", "(5", "5 apples", "12-5", "1e999", "¥", "5¥$"})
    void whatIsNoNumberIsRefused(String cell) {
        bad(FieldType.MONEY, IngestionError.NOT_A_NUMBER, cell.strip());
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        bad(FieldType.MONEY, RecordError.OUT_OF_RANGE, "123456789012345678");
        bad(FieldType.MONEY, RecordError.OUT_OF_RANGE, "0.00001");
        bad(FieldType.MONEY, RecordError.OUT_OF_RANGE, "9E99");
    }

    @Test
    void percentSignsMakeFractions() {
        assertThat((BigDecimal) good(FieldType.PERCENT, "25%", "25%")).isEqualByComparingTo("0.25");
        assertThat((BigDecimal) good(FieldType.PERCENT, "0.25", "0.25")).isEqualByComparingTo("0.25");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-01-31              | 2026-01-31
                    2026/1/31 9:30          | 2026-01-31
                    2026.01.31              | 2026-01-31
                    2026年1月31日           | 2026-01-31
                    2026年1月31日 9时30分   | 2026-01-31
                    20260131                | 2026-01-31
                    2026-01-31T09:30:00Z    | 2026-01-31
                    31 Jan 2026             | 2026-01-31
                    Jan 31, 2026            | 2026-01-31
                    31-JAN-26               | 2026-01-31
                    2024-02-29              | 2024-02-29
                    ２０２６－０１－３１    | 2026-01-31
                    31/01/2026              | 2026-01-31
                    01/31/2026              | 2026-01-31
                    31.1.26                 | 2026-01-31
                    """)
    void datesAreReadInManyForms(String cell, LocalDate date) {
        assertThat(good(FieldType.DATE, cell.strip(), cell.strip())).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-01-31 09:30:15          | 2026-01-31T01:30:15Z
                    2026/1/31 9:30               | 2026-01-31T01:30:00Z
                    2026-01-31 下午 3:05         | 2026-01-31T07:05:00Z
                    01/31/2026 3:05 PM           | 2026-01-31T07:05:00Z
                    2026-01-31T09:30:00Z         | 2026-01-31T09:30:00Z
                    2026-01-31T09:30:00.123+0530 | 2026-01-31T04:00:00.123Z
                    20260131093015               | 2026-01-31T01:30:15Z
                    2026-01-31                   | 2026-01-30T16:00:00Z
                    """)
    void timesWithoutOffsetAreTheCompanys(String cell, Instant instant) {
        assertThat(good(FieldType.DATETIME, cell.strip(), cell.strip())).isEqualTo(instant);
    }

    @Test
    void theColumnDecidesWhetherTheDayComesFirst() {
        assertThat(good(FieldType.DATE, "03/04/2026", "03/04/2026", "25/04/2026"))
                .isEqualTo(LocalDate.of(2026, 4, 3));
        assertThat(good(FieldType.DATE, "03/04/2026", "03/04/2026", "04/25/2026"))
                .isEqualTo(LocalDate.of(2026, 3, 4));
        assertThat(profile("03/04/2026", "05/06/2026").ambiguousDate()).isEqualTo("03/04/2026");
        assertThat(profile("03/04/2026", "13/04/2026", "04/13/2026").ambiguousDate())
                .isEqualTo("03/04/2026");
        assertThat(profile("05/05/2026").ambiguousDate()).isNull();
    }

    @Test
    void aDeclaredFormatDecidesWhatTheDataDoNot() {
        FieldDefinition field = field(FieldType.DATE);
        ColumnProfile profile = profile("03/04/2026");
        Conventions declared = new Conventions("d/M/yyyy", null, false, ZoneId.of("Asia/Shanghai"), CNY, REGIONS);

        assertThat(Transform.detect(field, profile, declared)).isEqualTo(Transform.DAY_FIRST);
        assertThat(read(field, declared, profile, "03/04/2026", new Issues())).isEqualTo(LocalDate.of(2026, 4, 3));
        assertThat(read(field, declared, profile, "2026-04-05", new Issues())).isEqualTo(LocalDate.of(2026, 4, 5));
    }

    @Test
    void daysThatDoNotExistAreRefused() {
        bad(FieldType.DATE, IngestionError.NO_SUCH_DATE, "2026-02-30");
        bad(FieldType.DATE, IngestionError.NO_SUCH_DATE, "2025-02-29");
        bad(FieldType.DATE, IngestionError.NO_SUCH_DATE, "2026年13月1日");
        bad(FieldType.DATE, IngestionError.NO_SUCH_DATE, "31/31/2026");
        bad(FieldType.DATE, IngestionError.NOT_A_DATE, "yesterday");
        bad(FieldType.DATETIME, IngestionError.NOT_A_DATE, "2026-01-31 25:00");
    }

    @Test
    void serialsOfExcelAreDatesWhereTheWholeColumnIs() {
        assertThat(good(FieldType.DATE, "46053", "46053", "46054")).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(good(FieldType.DATETIME, "46053.5", "46053.5")).isEqualTo(Instant.parse("2026-01-31T04:00:00Z"));
        bad(FieldType.DATE, IngestionError.NOT_A_DATE, "46053", "46053", "2026-01-31");
    }

    @Test
    void numbersInTextColumnsLoseTheirPointOnlyWhereTheWholeColumnHasIt() {
        assertThat(good(FieldType.TEXT, "17850.0", "17850.0", "12346.0")).isEqualTo("17850");
        assertThat(good(FieldType.TEXT, "17850.0", "17850.0", "A1")).isEqualTo("17850.0");
        assertThat(good(FieldType.PHONE, "13800138000.0", "13800138000.0")).isEqualTo("13800138000");
    }

    @ParameterizedTest
    @CsvSource({"是,true", "否,false", "Yes,true", "no,false", "1,true", "0,false", "TRUE,true", "N,false", "√,true"})
    void yesAndNoAreUnderstood(String cell, boolean value) {
        assertThat(good(FieldType.BOOLEAN, cell, cell)).isEqualTo(value);
    }

    @Test
    void choicesAreFoundByValueLabelOrAlias() {
        for (String cell : List.of("female", "女", "Female", "F", " 女士 ", "ｆｅｍａｌｅ")) {
            assertThat(good(FieldType.SELECT, cell, cell)).as(cell).isEqualTo("female");
        }
        bad(FieldType.SELECT, RecordError.UNKNOWN_OPTION, "robot");
        bad(FieldType.BOOLEAN, IngestionError.NOT_YES_OR_NO, "maybe");
        assertThat(good(FieldType.MULTI_SELECT, "女、male; F", "女、male")).isEqualTo(List.of("female", "male"));
    }

    @Test
    void phonesEmailsAndPlacesTakeTheFormInWhichTheyAreKept() {
        assertThat(good(FieldType.PHONE, "+86 138-0013-8000", "x")).isEqualTo("13800138000");
        assertThat(good(FieldType.EMAIL, " Li@Example.COM ", "x")).isEqualTo("li@example.com");
        assertThat(good(FieldType.REGION, "广东省深圳市", "x")).isEqualTo("CN-440300");
        assertThat(good(FieldType.REGION, "United Kingdom", "x")).isEqualTo("GB");
        assertThat(good(FieldType.REGION, "Atlantis", "x")).isEqualTo("Atlantis");
        bad(FieldType.EMAIL, RecordError.WRONG_VALUE, "nobody");
    }

    @Test
    void emptyCellsAndWordsForNothingAreNoValue() {
        Issues issues = new Issues();
        for (String nothing : List.of("", "   ", "NULL", "N/A", "#N/A", "NaN", "-")) {
            assertThat(read(field(FieldType.NUMBER), standard(), profile("1"), nothing, issues))
                    .isNull();
        }
        assertThat(issues.isEmpty()).isTrue();
    }

    @Test
    void aCellOfAMegabyteIsRefusedWithAShortMessage() {
        Issues issues = new Issues();
        String big = "9".repeat(1_000_000);
        for (FieldType type :
                List.of(FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.MONEY, FieldType.EMAIL)) {
            assertThat(read(field(type), standard(), profile(big), big, issues)).isNull();
        }
        assertThat(issues.all())
                .hasSize(5)
                .allSatisfy(issue -> assertThat(issue.message()).hasSizeLessThan(300));
    }

    private static BigDecimal number(String cell, String... column) {
        return (BigDecimal) good(FieldType.NUMBER, cell, column);
    }

    private static Object good(FieldType type, String cell, String... column) {
        Issues issues = new Issues();
        Object value = read(field(type), standard(), profile(column), cell, issues);
        assertThat(issues.all()).isEmpty();
        return java.util.Objects.requireNonNull(value);
    }

    private static void bad(FieldType type, ErrorCode code, String cell, String... column) {
        Issues issues = new Issues();
        Object value =
                read(field(type), standard(), profile(column.length == 0 ? new String[] {cell} : column), cell, issues);
        assertThat(value).isNull();
        assertThat(issues.all())
                .singleElement()
                .satisfies(issue -> assertThat(issue.code()).isEqualTo(code));
    }

    private static @Nullable Object read(
            FieldDefinition field, Conventions conventions, ColumnProfile profile, String cell, Issues issues) {
        Transform transform = Transform.detect(field, profile, conventions);
        return new CellReader(field, "Column", transform, conventions).read(cell, CNY, issues);
    }

    private static Conventions standard() {
        return new Conventions(null, null, false, ZoneId.of("Asia/Shanghai"), CNY, REGIONS);
    }

    private static ColumnProfile profile(String... cells) {
        var builder = new ColumnProfile.Builder();
        Arrays.stream(cells).forEach(builder::add);
        return builder.build();
    }

    private static FieldDefinition field(FieldType type) {
        List<Option> options = type == FieldType.SELECT || type == FieldType.MULTI_SELECT
                ? List.of(
                        new Option("female", new Labels("女", "Female"), List.of("f", "女士")),
                        new Option("male", new Labels("男", "Male"), List.of("m")))
                : List.of();
        return new FieldDefinition(
                "it",
                type,
                new Labels("它", "It"),
                null,
                false,
                false,
                false,
                false,
                false,
                null,
                options,
                3,
                List.of(),
                false);
    }
}
