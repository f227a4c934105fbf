package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.period;
import static org.zhike.metrics.Warehouse.query;
import static org.zhike.metrics.Warehouse.trend;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Result;
import org.zhike.metrics.MetricAnswer.State;
import org.zhike.platform.Measuring;
import org.zhike.statistics.interval.NetPromoter;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.interval.RatioOfSums;

/** What every number must be, on data small enough to count by hand. */
@NullUnmarked // A value that is missing fails its test all the same.
class MetricsTest {

    private static final Offset<Double> EXACT = within(1e-9);

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private static Cell cell(Result result, Object... dimensions) {
        return result.cells().stream()
                .filter(cell -> Arrays.asList(dimensions)
                        .equals(new ArrayList<>(cell.dimensions().values())))
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> values(Result result) {
        return result.cells().stream().map(Cell::value).toList();
    }

    private Result ask(MetricQuery query) {
        return warehouse.ask(query).results().getFirst();
    }

    @Test
    void refundsSubtractFromRevenueAndAreNoOrders() {
        warehouse.order(1L, "2025-03-01", "amount", 300);
        warehouse.order(1L, "2025-03-02", "amount", 200);
        warehouse.order(1L, "2025-03-05", "amount", -50, "kind", "refund");
        warehouse.order(1L, "2025-03-06", "amount", 999, "status", "cancelled");
        warehouse.order(1L, "2025-03-06", "amount", 999, "status", "pending");

        assertThat(warehouse.number("revenue", "2025-03-01", "2025-04-01").value())
                .isEqualTo(450);
        assertThat(warehouse.number("orders", "2025-03-01", "2025-04-01").value())
                .isEqualTo(2);
        assertThat(warehouse.number("aov", "2025-03-01", "2025-04-01").value()).isEqualTo(225);
    }

    @Test
    void ordersWithoutCustomerCountAsOrdersButNotForCustomers() {
        warehouse.order(null, "2025-03-01");
        warehouse.order(1L, "2025-03-01");
        warehouse.order(1L, "2025-03-09");

        assertThat(warehouse.number("orders", "2025-03-01", "2025-04-01").value())
                .isEqualTo(3);
        assertThat(warehouse.number("revenue", "2025-03-01", "2025-04-01").value())
                .isEqualTo(300);
        assertThat(warehouse
                        .number("active_customers", "2025-03-01", "2025-04-01")
                        .value())
                .isEqualTo(1);
        assertThat(warehouse
                        .number("repurchase_rate", "2025-03-01", "2025-04-01")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void amountsOfDifferentCurrenciesAreNeverAdded() {
        warehouse.order(1L, "2025-03-01", "amount", 100);
        warehouse.order(1L, "2025-03-01", "amount", 70, "amount_currency", "USD");
        warehouse.order(1L, "2025-03-01", "amount", null, "amount_currency", null);

        Result own = ask(query("revenue", "2025-03-01", "2025-04-01"));
        assertThat(own.currency()).isEqualTo("CNY");
        assertThat(own.cells().getFirst().value()).isEqualTo(100);
        Result dollars = ask(new MetricQuery(
                List.of("revenue"), List.of(), null, period("2025-03-01", "2025-04-01"), null, "USD", false));
        assertThat(dollars.currency()).isEqualTo("USD");
        assertThat(dollars.cells().getFirst().value()).isEqualTo(70);
        assertThat(warehouse.number("orders", "2025-03-01", "2025-04-01").value())
                .isEqualTo(3);
        assertThat(ask(query("orders", "2025-03-01", "2025-04-01")).currency()).isNull();
    }

    @Test
    void daysBeginAtMidnightInTheCompanysZone() {
        // 2025-04-01 00:30 in Shanghai is still March in London.
        warehouse.order(1L, "2025-03-31T16:30:00");
        warehouse.order(1L, "2025-03-31T15:30:00");

        assertThat(values(ask(trend("orders", Grain.MONTH, "2025-03-01", "2025-05-01"))))
                .containsExactly(1.0, 1.0);
    }

    @Test
    void aLeapDayIsADayOfItsMonthAndALeapYearIsOneYear() {
        warehouse.order(1L, "2024-02-29");
        warehouse.order(1L, "2024-06-29");

        assertThat(warehouse.number("orders", "2024-02-29", "2024-03-01").value())
                .isEqualTo(1);
        assertThat(warehouse
                        .number("purchase_frequency", "2024-01-01", "2025-01-01")
                        .value())
                .isEqualTo(2);
        assertThat(warehouse
                        .number("purchase_frequency", "2024-01-01", "2026-01-01")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aTrendHasAStepForEveryMonthEvenWithoutRecords() {
        warehouse.order(1L, "2025-01-10");
        warehouse.order(1L, "2025-03-10");

        Result orders = ask(trend("orders", Grain.MONTH, "2025-01-01", "2025-04-01"));
        assertThat(orders.cells())
                .extracting(Cell::time)
                .containsExactly(day("2025-01-01"), day("2025-02-01"), day("2025-03-01"));
        assertThat(values(orders)).containsExactly(1.0, 0.0, 1.0);
        // Nothing to divide by.
        assertThat(values(ask(trend("aov", Grain.MONTH, "2025-01-01", "2025-04-01"))))
                .containsExactly(100.0, null, 100.0);
    }

    @Test
    void everyGrainCutsWhereTheCalendarDoes() {
        for (String day : List.of("2025-01-01", "2025-01-05", "2025-01-06", "2025-03-31", "2025-04-01", "2025-12-31")) {
            warehouse.order(1L, day);
        }
        assertThat(values(ask(trend("orders", Grain.YEAR, "2025-01-01", "2026-01-01"))))
                .containsExactly(6.0);
        assertThat(values(ask(trend("orders", Grain.QUARTER, "2025-01-01", "2026-01-01"))))
                .containsExactly(4.0, 1.0, 0.0, 1.0);
        Result weeks = ask(trend("orders", Grain.WEEK, "2025-01-01", "2025-01-13"));
        assertThat(weeks.cells()).extracting(Cell::time).containsExactly(day("2024-12-30"), day("2025-01-06"));
        assertThat(values(weeks)).containsExactly(2.0, 1.0);
        assertThat(weeks.cells()).extracting(Cell::complete).containsExactly(false, true);
        assertThat(values(ask(trend("orders", Grain.DAY, "2025-01-04", "2025-01-07"))))
                .containsExactly(0.0, 1.0, 1.0);
    }

    @Test
    void aPeriodEndsNowWhenItHasNotEndedAndHasNoStepsToCome() {
        warehouse.at("2025-03-10T04:00:00Z");
        warehouse.order(1L, "2025-02-05");
        warehouse.order(1L, "2025-03-05");

        Result orders = ask(trend("orders", Grain.MONTH, "2025-01-01", "2026-01-01"));
        assertThat(orders.cells())
                .extracting(Cell::time)
                .containsExactly(day("2025-01-01"), day("2025-02-01"), day("2025-03-01"));
        assertThat(orders.cells()).extracting(Cell::complete).containsExactly(true, true, false);
        assertThat(orders.cells().get(1).change()).isNotNull();
        // Ten days are not compared with a month.
        assertThat(orders.cells().get(2).previous().value()).isEqualTo(1);
        assertThat(orders.cells().get(2).change()).isNull();
        assertThat(ask(query("orders", "2027-01-01", "2028-01-01")).cells()).isEmpty();
    }

    @Test
    void aMonthToDateIsComparedWithAsManyDaysOfTheMonthBefore() {
        warehouse.at("2025-03-10T04:00:00Z");
        for (String day : List.of("2025-02-03", "2025-02-10", "2025-02-11", "2025-02-27", "2025-03-04")) {
            warehouse.order(1L, day);
        }
        MetricAnswer answer = warehouse.ask(new MetricQuery(
                List.of("orders"), List.of(), null, period("2025-03-01", "2025-04-01"), null, null, true));
        assertThat(answer.previousPeriod()).isEqualTo(period("2025-02-01", "2025-03-01"));
        Cell cell = answer.results().getFirst().cells().getFirst();
        assertThat(cell.value()).isEqualTo(1);
        assertThat(cell.previous().value()).isEqualTo(2);
        assertThat(cell.change().value()).isEqualTo(-1);
        assertThat(cell.change().beyondNoise()).isFalse();
    }

    @Test
    void customersAreAStockAndThoseOfUnknownAgeAreInEveryPeriod() {
        warehouse.customer("joined_at", moment("2025-01-15"));
        warehouse.customer("joined_at", moment("2025-03-15"));
        warehouse.customer();

        Result customers = ask(trend("customers", Grain.MONTH, "2025-01-01", "2025-05-01"));
        assertThat(values(customers)).containsExactly(2.0, 2.0, 3.0, 3.0);
        assertThat(customers.cells().get(2).previous().value()).isEqualTo(2);
        assertThat(customers.cells().get(2).change().beyondNoise()).isTrue();
        assertThat(customers.cells().getFirst().low()).isNull();
        assertThat(warehouse.number("customers", "2024-01-01", "2025-01-01").value())
                .isEqualTo(1);
    }

    @Test
    void frequencyCountsOrdersPerCustomerAndYear() {
        warehouse.order(1L, "2025-01-10");
        warehouse.order(1L, "2025-01-20");
        warehouse.order(2L, "2025-01-20");

        Cell cell = warehouse.number("purchase_frequency", "2025-01-01", "2025-02-01");
        assertThat(cell.value()).isCloseTo(3.0 / 2 / (31 / 365.25), EXACT);
        assertThat(cell.numerator()).isEqualTo(3);
        assertThat(cell.denominator()).isEqualTo(2);
        assertThat(cell.n()).isEqualTo(2);
    }

    @Test
    void theRepurchaseCycleLooksBackBeforeThePeriod() {
        warehouse.order(1L, "2024-12-30");
        warehouse.order(1L, "2025-01-09"); // 10
        warehouse.order(1L, "2025-01-29"); // 20
        warehouse.order(2L, "2025-01-03");
        warehouse.order(2L, "2025-01-06"); // 3
        warehouse.order(2L, "2025-02-06"); // in February
        warehouse.order(null, "2025-01-07");
        warehouse.order(1L, "2025-01-10", "kind", "refund", "amount", -1);

        Cell cell = warehouse.number("repurchase_cycle", "2025-01-01", "2025-02-01");
        assertThat(cell.value()).isEqualTo(10);
        assertThat(cell.n()).isEqualTo(3);
        // Three values do not bound a median.
        assertThat(cell.low()).isNull();
        assertThat(cell.high()).isNull();
        assertThat(cell.state()).isEqualTo(State.TOO_FEW);
    }

    @Test
    void lifespansOfCustomersStillActiveAreNotTakenAsEnded() {
        // Ended at 0 and 1 years; one of 2 years still active.
        warehouse.order(1L, "2022-05-01");
        warehouse.order(2L, "2022-05-01");
        warehouse.order(2L, "2023-05-01");
        warehouse.order(3L, "2023-12-15");
        warehouse.order(3L, "2025-12-15");

        // S is 2/3 from 0 on and 1/3 from 1 on: 2/3 · 1 + 1/3 · 1.
        Cell cell = warehouse.number("customer_lifespan", "2025-01-01", "2026-01-01");
        assertThat(cell.value()).isCloseTo(1, EXACT);
        assertThat(cell.n()).isEqualTo(3);
        // At the end of 2022 only the first two had ordered, both once.
        assertThat(warehouse
                        .number("customer_lifespan", "2022-01-01", "2023-01-01")
                        .value())
                .isEqualTo(0);
    }

    @Test
    void churnAndRetentionLookAtTheWindowBeforeEachBoundary() {
        warehouse.churnWindow(30);
        warehouse.order(1L, "2025-03-02"); // the first day of the 30 before 1 April: active, then lost
        warehouse.order(2L, "2025-03-01"); // one day too early: not active at the start
        warehouse.order(3L, "2025-03-31");
        warehouse.order(3L, "2025-04-30"); // stays
        warehouse.order(4L, "2025-04-15"); // new
        warehouse.order(5L, "2025-03-20");
        warehouse.order(5L, "2025-04-20", "kind", "refund", "amount", -10); // a refund is no sign of life

        Cell churn = warehouse.number("churn_rate", "2025-04-01", "2025-05-01");
        assertThat(churn.numerator()).isEqualTo(2);
        assertThat(churn.denominator()).isEqualTo(3);
        assertThat(churn.n()).isEqualTo(3);
        Cell retention = warehouse.number("retention_rate", "2025-04-01", "2025-05-01");
        assertThat(retention.value() + churn.value()).isCloseTo(1, EXACT);
        // Start + new − lost = end: 3 + 1 − 2 = 2 active at the end, who make the next start.
        assertThat(warehouse.number("churn_rate", "2025-05-01", "2025-06-01").denominator())
                .isEqualTo(2);
    }

    @Test
    void churnByMonthIsTheChurnOfEachMonth() {
        randomCompany(200, 900);
        List<Double> trend = values(ask(trend("churn_rate", Grain.MONTH, "2024-06-01", "2025-06-01")));
        for (int i = 0; i < trend.size(); i++) {
            LocalDate month = day("2024-06-01").plusMonths(i);
            assertThat(warehouse
                            .number(
                                    "churn_rate",
                                    month.toString(),
                                    month.plusMonths(1).toString())
                            .value())
                    .isEqualTo(trend.get(i));
        }
    }

    @Test
    void churnIsWhatLookingUpEveryCustomerSaysForStepsLongerAndShorterThanTheWindow() {
        randomCompany(200, 900);
        for (int window : List.of(20, 31, 90, 400)) {
            warehouse.churnWindow(window);
            for (Grain grain : List.of(Grain.WEEK, Grain.MONTH, Grain.QUARTER)) {
                for (Cell cell : ask(trend("churn_rate", grain, "2025-01-01", "2025-10-01"))
                        .cells()) {
                    LocalDate from = cell.time().isBefore(day("2025-01-01")) ? day("2025-01-01") : cell.time();
                    LocalDate to = grain.plus(cell.time(), 1).isAfter(day("2025-10-01"))
                            ? day("2025-10-01")
                            : grain.plus(cell.time(), 1);

                    Record expected = warehouse
                            .fetch(DSL.resultQuery(LOOK_UP_EVERY_CUSTOMER.formatted(
                                    from.minusDays(window), from, to.minusDays(window), to)))
                            .getFirst();

                    assertThat(cell.denominator() == null ? 0 : cell.denominator())
                            .as("%s days, %s from %s", window, grain, from)
                            .isEqualTo(expected.get("active", Double.class));
                    assertThat(cell.numerator() == null ? 0 : cell.numerator())
                            .isEqualTo(expected.get("lost", Double.class));
                }
            }
        }
    }

    private static final String LOOK_UP_EVERY_CUSTOMER = """
            with o as (
                select customer, ordered_at__day d from records."order"
                where customer is not null and kind <> 'refund' and status in ('paid', 'shipped', 'completed'))
            select count(*) as active, count(*) filter (where not stays) as lost from (
                select exists (select 1 from o where customer = c.id and d >= '%1$s' and d < '%2$s') as starts,
                    exists (select 1 from o where customer = c.id and d >= '%3$s' and d < '%4$s') as stays
                from (select distinct customer id from o) c)
            where starts""";

    @Test
    void aFirstPurchaseCountsWithinThirtyDaysOfJoiningAndYoungCustomersWait() {
        warehouse.at("2025-06-30T04:00:00Z");
        long bought = warehouse.customer("joined_at", moment("2025-03-01"));
        long late = warehouse.customer("joined_at", moment("2025-03-01"));
        long refunded = warehouse.customer("joined_at", moment("2025-03-05"));
        warehouse.customer("joined_at", moment("2025-03-31"));
        long young = warehouse.customer("joined_at", moment("2025-06-10"));
        warehouse.order(bought, "2025-03-31"); // the 30th day after
        warehouse.order(late, "2025-04-01");
        warehouse.order(refunded, "2025-03-06", "kind", "refund", "amount", -10);
        warehouse.order(young, "2025-06-11");

        Cell march = warehouse.number("first_purchase_rate", "2025-03-01", "2025-04-01");
        assertThat(march.numerator()).isEqualTo(1);
        assertThat(march.denominator()).isEqualTo(4);
        assertThat(warehouse
                        .number("first_purchase_rate", "2025-06-01", "2025-07-01")
                        .n())
                .isZero();
    }

    @Test
    void aTicketIsSolvedAtFirstContactWhenNothingOfItsKindComesBackInAWeek() {
        warehouse.at("2025-06-30T04:00:00Z");
        ticket(1L, "delivery", "2025-03-01", "2025-03-02", false);
        ticket(1L, "delivery", "2025-03-09", "2025-03-10", false); // a week after the first was solved
        ticket(1L, "price", "2025-03-11", "2025-03-12", false); // another cause
        ticket(2L, "delivery", "2025-03-11", "2025-03-12", true); // reopened
        ticket(2L, "delivery", "2025-06-27", "2025-06-28", false); // too young to tell

        Cell march = warehouse.number("first_contact_resolution", "2025-03-01", "2025-04-01");
        assertThat(march.numerator()).isEqualTo(2);
        assertThat(march.denominator()).isEqualTo(4);
        assertThat(warehouse
                        .number("first_contact_resolution", "2025-06-01", "2025-07-01")
                        .n())
                .isZero();
    }

    private void ticket(long customer, String category, String opened, String solved, boolean reopened) {
        warehouse.add(
                "ticket",
                Map.of("status", "solved"),
                "customer",
                customer,
                "category",
                category,
                "opened_at",
                moment(opened),
                "solved_at",
                moment(solved),
                "reopened",
                reopened);
    }

    @Test
    void timesAreMeasuredToTheMinuteAndSlowTicketsShowInTheNinetiethPercentile() {
        for (int i = 1; i <= 10; i++) {
            warehouse.add(
                    "ticket",
                    Map.of("status", "open"),
                    "opened_at",
                    moment("2025-03-01"),
                    "first_answered_at",
                    moment("2025-03-01").plusMinutes(30L * i).plusSeconds(59));
        }
        assertThat(warehouse
                        .number("first_response_time", "2025-03-01", "2025-04-01")
                        .value())
                .isEqualTo(2.75);
        assertThat(warehouse
                        .number("first_response_p90", "2025-03-01", "2025-04-01")
                        .value())
                .isCloseTo(4.55, within(1e-9));
        assertThat(warehouse
                        .number("response_within_redline", "2025-03-01", "2025-04-01")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void historicalValueAddsUpAllThatACustomerEverSpent() {
        warehouse.order(1L, "2024-03-01", "amount", 100);
        warehouse.order(1L, "2025-03-01", "amount", 50);
        warehouse.order(2L, "2025-04-01", "amount", 30);

        assertThat(values(ask(trend("clv_historical", Grain.MONTH, "2025-02-01", "2025-05-01"))))
                .containsExactly(100.0, 150.0, 90.0);
    }

    @Test
    void indexesAreWeightedMeansOfRescaledRatings() {
        rating(1L, "1-5", 5, "quality", 3);
        rating(1L, "1-10", 1, "price", 1);
        rating(2L, "1-7", 4, "quality", 3);

        assertThat(warehouse.number("csi", "2025-03-01", "2025-04-01").value()).isCloseTo((75 + 50) / 2.0, EXACT);
    }

    private void rating(long customer, String scale, int score, String dimension, int weight) {
        warehouse.answer(customer, "2025-03-03", "csi", scale, score, "dimension", dimension, "weight", weight);
    }

    @Test
    void aRatioOfRatiosIsMadeOfTheSameParts() {
        randomCompany(300, 1500);
        warehouse.add(
                "marketing_cost",
                Map.of("channel", "search", "kind", "advertising"),
                "spent_on",
                day("2025-02-03"),
                "amount",
                6000,
                "amount_currency",
                "CNY");
        Cell value = warehouse.number("clv_simple", "2025-01-01", "2026-01-01");
        Cell cost = warehouse.number("cac", "2025-01-01", "2026-01-01");
        Cell newCustomers = warehouse.number("new_customers", "2025-01-01", "2026-01-01");

        assertThat(cost.value()).isEqualTo(6000.0 / newCustomers.value());
        Cell ratio = warehouse.number("clv_to_cac", "2025-01-01", "2026-01-01");
        assertThat(ratio.value()).isCloseTo(value.value() / cost.value(), within(1e-9));
        assertThat(ratio.low()).isLessThan(ratio.value());
    }

    @Test
    void satisfactionHasACutOffOnEachScale() {
        for (int score : new int[] {3, 4, 5}) {
            warehouse.answer(1L, "2025-03-01", "csat", "1-5", score);
        }
        for (int score : new int[] {5, 6, 7}) {
            warehouse.answer(null, "2025-03-01", "csat", "1-7", score);
        }
        for (int score : new int[] {7, 8, 10}) {
            warehouse.answer(2L, "2025-03-01", "csat", "1-10", score);
        }
        warehouse.answer(2L, "2025-03-01", "csat", "0-10", 9);
        warehouse.answer(2L, "2025-03-01", "nps", "0-10", 9);

        Cell cell = warehouse.number("csat", "2025-03-01", "2025-04-01");
        assertThat(cell.numerator()).isEqualTo(6);
        assertThat(cell.denominator()).isEqualTo(9);
        assertThat(cell.low()).isEqualTo(new Proportion(6, 9).wilson(0.95).low());
        assertThat(cell.high()).isEqualTo(new Proportion(6, 9).wilson(0.95).high());
    }

    @Test
    void eachCustomerRecommendsWithTheLatestAnswerAndAnonymousAnswersAllCount() {
        warehouse.answer(1L, "2025-03-01", "nps", "0-10", 2);
        warehouse.answer(1L, "2025-03-09", "nps", "0-10", 10);
        warehouse.answer(2L, "2025-03-05", "nps", "0-10", 9);
        warehouse.answer(2L, "2025-02-05", "nps", "0-10", 1);
        warehouse.answer(3L, "2025-03-05", "nps", "0-10", 7);
        warehouse.answer(null, "2025-03-05", "nps", "0-10", 6);
        warehouse.answer(null, "2025-03-05", "nps", "0-10", 0);

        Cell cell = warehouse.number("nps", "2025-03-01", "2025-04-01");
        var score = new NetPromoter(2, 1, 2);
        assertThat(cell.value()).isEqualTo(score.score());
        assertThat(cell.n()).isEqualTo(5);
        assertThat(cell.numerator()).isZero();
        assertThat(cell.denominator()).isEqualTo(5);
        assertThat(cell.low()).isEqualTo(score.adjustedWald(0.95).low());
        // Over both months the latest answers are the same; in February customer 2 was a detractor.
        assertThat(values(ask(trend("nps", Grain.MONTH, "2025-02-01", "2025-04-01"))))
                .containsExactly(-100.0, 0.0);
        assertThat(warehouse.number("nps", "2025-02-01", "2025-04-01").n()).isEqualTo(5);
    }

    @Test
    void aFilterOrADimensionDoesNotBringBackSupersededAnswers() {
        warehouse.answer(1L, "2025-03-01", "nps", "0-10", 2, "store", "A");
        warehouse.answer(1L, "2025-03-09", "nps", "0-10", 10, "store", "B");

        Result byStore = ask(query("nps", "2025-03-01", "2025-04-01", "store"));
        assertThat(byStore.cells()).hasSize(1);
        assertThat(cell(byStore, "B").value()).isEqualTo(100);
        Cell filtered = ask(new MetricQuery(
                        List.of("nps"),
                        List.of(),
                        null,
                        period("2025-03-01", "2025-04-01"),
                        "store == \"A\"",
                        null,
                        false))
                .cells()
                .getFirst();
        assertThat(filtered.value()).isNull();
        assertThat(filtered.n()).isZero();
    }

    @Test
    void averageOrderValueCarriesTheDeltaIntervalOfItsOrders() {
        double[] amounts = {100, 250, 80, 40, 330};
        double sum = 0;
        double squares = 0;
        for (double amount : amounts) {
            warehouse.order(1L, "2025-03-01", "amount", amount);
            sum += amount;
            squares += amount * amount;
        }
        var expected = new RatioOfSums(5, sum, 5, squares, 5, sum);
        Cell cell = warehouse.number("aov", "2025-03-01", "2025-04-01");
        assertThat(cell.low()).isCloseTo(expected.delta(0.95).low(), EXACT);
        assertThat(cell.high()).isCloseTo(expected.delta(0.95).high(), EXACT);
        // The same orders as a total: ± 1.96 · √Σy².
        Cell revenue = warehouse.number("revenue", "2025-03-01", "2025-04-01");
        assertThat((revenue.high() - revenue.low()) / 2)
                .isCloseTo(1.959963984540054 * Math.sqrt(squares), within(1e-6));
    }

    @Test
    void aChangeOfAShareIsJudgedByNewcombe() {
        for (int i = 0; i < 40; i++) {
            warehouse.answer(null, "2025-02-10", "csat", "1-5", i < 20 ? 5 : 1);
            warehouse.answer(null, "2025-03-10", "csat", "1-5", i < 32 ? 5 : 1);
        }
        Cell cell = warehouse
                .ask(new MetricQuery(
                        List.of("csat"), List.of(), null, period("2025-03-01", "2025-04-01"), null, null, true))
                .results()
                .getFirst()
                .cells()
                .getFirst();
        var expected = new Proportion(32, 40).minus(new Proportion(20, 40), 0.95);
        assertThat(cell.change().value()).isCloseTo(0.3, EXACT);
        assertThat(cell.change().low()).isEqualTo(expected.low());
        assertThat(cell.change().high()).isEqualTo(expected.high());
        assertThat(cell.change().beyondNoise()).isTrue();
        assertThat(cell.state()).isEqualTo(State.THIN);
    }

    @Test
    void totalsOfAdditiveMetricsAreTheSumsOfTheirParts() {
        randomCompany(60, 500);
        for (String metric : List.of("revenue", "orders")) {
            double total = warehouse.number(metric, "2024-01-01", "2026-01-01").value();
            assertThat(total).isNotZero();
            for (String dimension : List.of("channel", "customer.level", "customer")) {
                assertThat(values(ask(query(metric, "2024-01-01", "2026-01-01", dimension))).stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .isCloseTo(total, within(1e-6));
            }
            assertThat(values(ask(trend(metric, Grain.WEEK, "2024-01-01", "2026-01-01"))).stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isCloseTo(total, within(1e-6));
        }
    }

    @Test
    void aRateOverAllIsTheWeightedRateOfItsParts() {
        randomCompany(80, 600);
        for (int i = 0; i < 300; i++) {
            warehouse.answer(
                    i % 3 == 0 ? null : (long) (i % 60 + 1),
                    "2025-0" + (i % 6 + 1) + "-10",
                    i % 2 == 0 ? "nps" : "csat",
                    i % 2 == 0 ? "0-10" : "1-5",
                    i % 2 == 0 ? i * 7 % 11 : i * 7 % 5 + 1);
        }
        for (String metric : List.of("repurchase_rate", "churn_rate", "retention_rate", "csat", "nps", "aov")) {
            Cell all = warehouse.number(metric, "2025-01-01", "2025-07-01");
            Result parts = ask(query(metric, "2025-01-01", "2025-07-01", "customer.level"));
            double scale = metric.equals("nps") ? 100 : 1;
            double numerator =
                    parts.cells().stream().mapToDouble(Cell::numerator).sum();
            double denominator =
                    parts.cells().stream().mapToDouble(Cell::denominator).sum();
            assertThat(all.value()).as(metric).isCloseTo(scale * numerator / denominator, EXACT);
            assertThat(all.n())
                    .isEqualTo(parts.cells().stream().mapToLong(Cell::n).sum());
        }
    }

    @Test
    void dimensionsGoThroughReferencesAndKeepThoseWithoutAValue() {
        long gold = warehouse.customer("level", "gold", "name", "张三");
        long none = warehouse.customer();
        warehouse.order(gold, "2025-03-01", "channel", "app");
        warehouse.order(gold, "2025-03-01", "channel", "store");
        warehouse.order(none, "2025-03-01", "channel", "app");
        warehouse.order(null, "2025-03-01", "channel", "app");

        Result byLevel = ask(query("orders", "2025-03-01", "2025-04-01", "customer.level"));
        assertThat(byLevel.cells().stream().map(cell -> cell.dimensions().get("customer.level")))
                .containsExactlyInAnyOrder("gold", null);
        assertThat(byLevel.cells().stream()
                        .filter(cell -> "gold".equals(cell.dimensions().get("customer.level")))
                        .findFirst()
                        .orElseThrow()
                        .labels())
                .containsEntry("customer.level", "金卡");
        Result byCustomer = ask(query("orders", "2025-03-01", "2025-04-01", "customer", "channel"));
        assertThat(byCustomer.cells()).hasSize(4);
        assertThat(byCustomer.cells().stream()
                        .filter(cell ->
                                Long.valueOf(gold).equals(cell.dimensions().get("customer")))
                        .map(cell -> cell.labels().get("customer")))
                .containsOnly("张三");
    }

    @Test
    void itemsAreSeenByTheProductsTheySell() {
        long tea = warehouse.add("product", Map.of("sku", "T", "category", "茶"));
        long pot = warehouse.add("product", Map.of("sku", "P", "category", "器具"));
        long paid = warehouse.order(1L, "2025-03-01");
        long open = warehouse.order(1L, "2025-03-01", "status", "pending");
        for (Object[] item : new Object[][] {{paid, tea, 30}, {paid, pot, 70}, {paid, tea, 5}, {open, tea, 999}}) {
            warehouse.add(
                    "order_item",
                    Map.of("order", item[0], "product", item[1], "amount", item[2], "amount_currency", "CNY"));
        }
        Result result = ask(query("item_revenue", "2025-03-01", "2025-04-01", "product.category"));
        assertThat(cell(result, "茶").value()).isEqualTo(35);
        assertThat(cell(result, "器具").value()).isEqualTo(70);
        assertThat(cell(result, "茶").n()).isEqualTo(1);
        assertThat(warehouse.number("item_revenue", "2025-03-01", "2025-04-01").value())
                .isEqualTo(105);
    }

    @Test
    void aCompositeIsTheFormulaOfItsPartsInEveryCell() {
        randomCompany(80, 600);
        MetricAnswer answer = warehouse.ask(new MetricQuery(
                List.of("aov", "purchase_frequency", "customer_lifespan", "clv_simple"),
                List.of("customer.level"),
                null,
                period("2025-01-01", "2026-01-01"),
                null,
                null,
                false));
        Result clv = answer.results().getLast();
        assertThat(clv.cells()).isNotEmpty().allSatisfy(cell -> {
            double product = 1;
            double relative = 0;
            for (Result part : answer.results().subList(0, 3)) {
                Cell of = cell(part, cell.dimensions().values().toArray());
                product *= of.value();
                double half = (of.high() - of.low()) / 2 / of.value();
                relative += half * half;
            }
            assertThat(cell.value()).isCloseTo(product, within(1e-6));
            // Relative variances of independent factors add up; t and z differ a little for few units.
            assertThat((cell.high() - cell.low()) / 2 / cell.value()).isCloseTo(Math.sqrt(relative), within(0.05));
        });
        assertThat(clv.currency()).isEqualTo("CNY");
    }

    @Test
    void withoutRecordsCountsAreZeroAndRatiosHaveNoValue() {
        for (Metric metric : warehouse.metrics().catalogue()) {
            Cell cell = warehouse.number(metric.id(), "2025-01-01", "2026-01-01");
            assertThat(cell.n()).isZero();
            assertThat(cell.state()).isEqualTo(State.TOO_FEW);
            boolean isSum = metric.form() instanceof Form.Counted
                    && List.of(Metric.Unit.COUNT, Metric.Unit.MONEY).contains(metric.unit())
                    && !List.of("aov", "clv_historical", "clv_predicted").contains(metric.id());
            assertThat(cell.value()).as(metric.id()).isEqualTo(isSum ? 0.0 : null);
        }
    }

    @Test
    void theSqlThatRanCanBeReadAndRunByHand() {
        warehouse.order(1L, "2025-03-01");
        Result result = ask(query("orders", "2025-03-01", "2025-04-01"));
        assertThat(result.sql()).contains("date '2025-03-01'", "'paid'").doesNotContain("?");
        warehouse.run(result.sql());
    }

    @Test
    void morePartsThanCellsAreCutAndSayingSo() {
        warehouse.run("""
                insert into records."order" (id, number, kind, status, ordered_at, ordered_at__day, amount, amount_currency, store)
                select i, 'N' || i, 'sale', 'paid', date '2025-03-01', date '2025-03-01', 1, 'CNY', 'S' || least(i, 1200)
                from range(1, 1302) t(i)""");
        Result result = ask(query("orders", "2025-03-01", "2025-04-01", "store"));
        assertThat(result.cells()).hasSize(1_000);
        assertThat(result.truncated()).isTrue();
        // The store with the most orders is there, first.
        assertThat(result.cells().getFirst().dimensions()).containsEntry("store", "S1200");
        assertThat(result.cells().getFirst().value()).isEqualTo(102);
    }

    @Test
    void everythingWrongWithAQuestionIsSaidAtOnceWithTheNearestName() {
        var wrong = new MetricQuery(
                List.of("revenu", "orders"),
                List.of("customer.levle", "note"),
                null,
                period("2025-01-01", "2026-01-01"),
                "amout > 5",
                "YEN",
                false);
        ProductException thrown = catchThrowableOfType(ProductException.class, () -> warehouse.ask(wrong));
        assertThat(thrown.issues())
                .extracting(Issue::path)
                .containsExactly("metrics[0]", "by[0]", "by[1]", "filter", "currency");
        assertThat(thrown)
                .hasMessageContaining("There is no metric \"revenu\". Did you mean \"revenue\"?")
                .hasMessageContaining("Did you mean \"customer.level\"?")
                .hasMessageContaining("amout");
        assertThatThrownBy(() -> warehouse.ask(trend("orders", Grain.DAY, "2000-01-01", "2025-01-01")))
                .hasMessageContaining("at most 750 are shown");
    }

    @Test
    void aFilterNarrowsWhatIsCounted() {
        long gold = warehouse.customer("level", "gold");
        warehouse.order(gold, "2025-03-01", "amount", 10);
        warehouse.order(null, "2025-03-01", "amount", 20);
        MetricQuery query = new MetricQuery(
                List.of("orders", "revenue", "active_customers"),
                List.of(),
                null,
                period("2025-03-01", "2025-04-01"),
                "customer.level == \"gold\" && amount >= 10",
                null,
                false);
        assertThat(warehouse.ask(query).results())
                .extracting(result -> result.cells().getFirst().value())
                .containsExactly(1.0, 10.0, 1.0);
    }

    @Test
    void labelsComeInTheLanguageOfTheReader() {
        warehouse.order(null, "2025-03-01", "channel", "store");
        Cell cell = warehouse
                .metrics()
                .query(Actor.SYSTEM, query("orders", "2025-03-01", "2025-04-01", "channel"), Locale.ENGLISH)
                .results()
                .getFirst()
                .cells()
                .getFirst();
        assertThat(cell.labels()).containsEntry("channel", "Store");
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static java.time.LocalDateTime moment(String day) {
        return LocalDate.parse(day).atTime(4, 0);
    }

    /** Customers of three levels and none, orders of all kinds over two years; the same every time. */
    private void randomCompany(int customers, int orders) {
        var random = new SplittableRandom(42);
        String[] levels = {"basic", "silver", "gold", null};
        for (int i = 0; i < customers; i++) {
            warehouse.customer(
                    "level",
                    levels[random.nextInt(4)],
                    "joined_at",
                    moment("2024-01-01").plusDays(random.nextInt(700)));
        }
        String[] statuses = {"paid", "shipped", "completed", "completed", "completed", "cancelled", "pending"};
        String[] channels = {"online", "app", "store", null};
        for (int i = 0; i < orders; i++) {
            boolean refund = random.nextInt(15) == 0;
            warehouse.order(
                    random.nextInt(10) == 0 ? null : 1 + random.nextLong(customers),
                    day("2024-01-01").plusDays(random.nextInt(730)).toString(),
                    "kind",
                    refund ? "refund" : "sale",
                    "status",
                    statuses[random.nextInt(statuses.length)],
                    "amount",
                    BigDecimal.valueOf((refund ? -1 : 1) * (100 + random.nextLong(90_000)), 2),
                    "amount_currency",
                    random.nextInt(20) == 0 ? "USD" : "CNY",
                    "channel",
                    channels[random.nextInt(4)]);
        }
    }

    @Test
    void theCompanysRulesSayHowWideIntervalsAreAndWhatIsSolid() {
        for (int i = 0; i < 200; i++) {
            long customer = warehouse.customer("name", "c" + i);
            warehouse.order(customer, "2025-03-01");
            if (i % 2 == 0) {
                warehouse.order(customer, "2025-03-02");
            }
        }
        MetricAnswer.Cell usual = warehouse.number("repurchase_rate", "2025-03-01", "2025-04-01");
        MetricAnswer.Cell strict = warehouse
                .measuring(new Measuring(90, 0.99, 5, 0.1))
                .number("repurchase_rate", "2025-03-01", "2025-04-01");
        MetricAnswer.Cell lenient = warehouse
                .measuring(new Measuring(90, 0.95, 10, 0.2))
                .number("repurchase_rate", "2025-03-01", "2025-04-01");

        assertThat(usual.low()).isCloseTo(new Proportion(100, 200).wilson(0.95).low(), within(1e-12));
        assertThat(strict.low()).isCloseTo(new Proportion(100, 200).wilson(0.99).low(), within(1e-12));
        assertThat(usual.state()).isEqualTo(MetricAnswer.State.THIN);
        assertThat(lenient.state()).isEqualTo(MetricAnswer.State.SOLID);
        assertThat(lenient.low()).isEqualTo(usual.low());
    }
}
