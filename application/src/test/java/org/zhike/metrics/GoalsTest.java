package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.kernel.Grain;
import org.zhike.metrics.MetricAnswer.Verdict;

/** Numbers held against targets and red lines, with noise in mind. */
class GoalsTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private static Target target(
            String metric, Grain grain, String since, @Nullable Double target, @Nullable Double redLine) {
        return new Target(
                1, metric, null, null, grain, LocalDate.parse(since), target, redLine, "", "li", Instant.EPOCH);
    }

    /** Orders of one customer each, so many of whom bought twice. */
    private void customers(int all, int twice) {
        for (int i = 0; i < all; i++) {
            long customer = warehouse.customer("name", "c" + i);
            warehouse.order(customer, "2025-03-05");
            if (i < twice) {
                warehouse.order(customer, "2025-03-06");
            }
        }
    }

    private MetricAnswer.@Nullable Goal goal(String metric) {
        return warehouse.number(metric, "2025-03-01", "2025-04-01").goal();
    }

    @Test
    void aTargetIsMetOrMissedOnlyWhenTheWholeIntervalSaysSo() {
        customers(100, 30);
        // 30 % of 100: the interval is about 22 % to 40 %.
        warehouse.aim(target("repurchase_rate", Grain.MONTH, "2025-01-01", 0.2, 0.1));
        assertThat(goal("repurchase_rate")).isEqualTo(new MetricAnswer.Goal(0.2, 0.1, Verdict.MET, Verdict.MET));
        warehouse.aim(target("repurchase_rate", Grain.MONTH, "2025-01-01", 0.35, 0.25));
        assertThat(goal("repurchase_rate")).isEqualTo(new MetricAnswer.Goal(0.35, 0.25, Verdict.OPEN, Verdict.OPEN));
        warehouse.aim(target("repurchase_rate", Grain.MONTH, "2025-01-01", 0.5, 0.45));
        assertThat(goal("repurchase_rate")).isEqualTo(new MetricAnswer.Goal(0.5, 0.45, Verdict.MISSED, Verdict.MISSED));
    }

    @Test
    void whereLessIsBetterTheTargetIsBelow() {
        customers(60, 0);
        warehouse.at("2025-08-01T00:00:00Z");
        warehouse.aim(target("churn_rate", Grain.MONTH, "2025-01-01", 0.5, null));
        // All of those who were active at the start of June had left by its end.
        assertThat(warehouse.number("churn_rate", "2025-06-01", "2025-07-01").goal())
                .isEqualTo(new MetricAnswer.Goal(0.5, null, Verdict.MISSED, null));
    }

    @Test
    void theLatestTargetHoldsFromItsDayOn() {
        customers(100, 30);
        warehouse.aim(
                target("repurchase_rate", Grain.MONTH, "2025-04-01", 0.9, null),
                target("repurchase_rate", Grain.MONTH, "2025-03-01", 0.1, null));
        assertThat(goal("repurchase_rate")).isEqualTo(new MetricAnswer.Goal(0.1, null, Verdict.MET, null));
    }

    @Test
    void aSumHasTheTargetOfItsOwnStepOnly() {
        customers(40, 0);
        warehouse.aim(target("revenue", Grain.MONTH, "2025-01-01", 1_000.0, null));
        assertThat(goal("revenue")).isEqualTo(new MetricAnswer.Goal(1_000.0, null, Verdict.MET, null));
        assertThat(warehouse.number("revenue", "2025-01-01", "2025-04-01").goal())
                .as("a month's target says nothing of a quarter")
                .isNull();
        assertThat(warehouse
                        .ask(Warehouse.trend("revenue", Grain.MONTH, "2025-02-01", "2025-04-01"))
                        .results()
                        .getFirst()
                        .cells())
                .extracting(MetricAnswer.Cell::goal)
                .allSatisfy(goal -> assertThat(goal).isNotNull());
    }

    @Test
    void tooFewUnitsAndStepsThatHaveNotEndedAreNotJudged() {
        customers(5, 5);
        warehouse.aim(target("repurchase_rate", Grain.MONTH, "2025-01-01", 0.2, null));
        assertThat(goal("repurchase_rate")).isEqualTo(new MetricAnswer.Goal(0.2, null, null, null));
        customers(100, 100);
        warehouse.at("2025-03-20T00:00:00Z");
        assertThat(goal("repurchase_rate")).isEqualTo(new MetricAnswer.Goal(0.2, null, null, null));
    }

    @Test
    void aPartHasItsOwnTarget() {
        customers(100, 30);
        warehouse.aim(new Target(
                1,
                "repurchase_rate",
                "customer.level",
                "gold",
                Grain.MONTH,
                LocalDate.parse("2025-01-01"),
                0.2,
                null,
                "",
                "li",
                Instant.EPOCH));
        for (int i = 0; i < 40; i++) {
            warehouse.order(warehouse.customer("level", "gold"), "2025-03-05");
        }
        var cells = warehouse
                .ask(Warehouse.query("repurchase_rate", "2025-03-01", "2025-04-01", "customer.level"))
                .results()
                .getFirst()
                .cells();
        assertThat(cells).hasSize(2);
        assertThat(cells).allSatisfy(cell -> {
            if ("gold".equals(cell.dimensions().get("customer.level"))) {
                assertThat(cell.goal()).isEqualTo(new MetricAnswer.Goal(0.2, null, Verdict.MISSED, null));
            } else {
                assertThat(cell.goal()).isNull();
            }
        });
    }

    @Test
    void aFilteredNumberIsNotHeldAgainstTheWholesTarget() {
        customers(100, 30);
        warehouse.aim(target("repurchase_rate", Grain.MONTH, "2025-01-01", 0.2, null));
        var query = new MetricQuery(
                java.util.List.of("repurchase_rate"),
                java.util.List.of(),
                null,
                Warehouse.period("2025-03-01", "2025-04-01"),
                "channel == null",
                null,
                false);
        assertThat(warehouse.ask(query).results().getFirst().cells().getFirst().goal())
                .isNull();
    }
}
