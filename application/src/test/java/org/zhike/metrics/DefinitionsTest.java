package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zhike.expressions.Expressions;
import org.zhike.kernel.ProductException;
import org.zhike.objects.StandardObjects;

/** Definition files: those that ship, and what a person is told about one that is wrong. */
class DefinitionsTest {

    private final StandardObjects objects = new StandardObjects();
    private final Expressions expressions = new Expressions(objects);

    private static final String GOOD = """
            metric: big_orders
            version: 1
            labels: { zh: 大单数, en: Big orders }
            description: { zh: 大单, en: Orders of a thousand or more }
            falls: { zh: 查看, en: Look }
            formula: { zh: 计数, en: count }
            kind: result
            stage: growth
            unit: percent
            direction: up
            owner: sales
            minimum: 30
            interval: wilson
            dimensions: [channel]
            counts: order
            time: ordered_at
            form: rows
            value: share(size(number) >= 3)
            """;

    private List<String> problems(Map<String, String> files) {
        ProductException thrown =
                catchThrowableOfType(ProductException.class, () -> MetricCatalogue.of(files, objects, expressions));
        return String.valueOf(thrown.getMessage()).lines().toList();
    }

    @Test
    void theMetricsOfTheCatalogueShipInBothLanguages() {
        List<Metric> metrics = MetricCatalogue.standard(objects, expressions).all();
        assertThat(metrics)
                .extracting(Metric::id)
                .contains(
                        "csat",
                        "nps",
                        "csi",
                        "ces",
                        "survey_response_rate",
                        "complaint_rate",
                        "first_response_time",
                        "response_within_redline",
                        "resolution_time",
                        "first_contact_resolution",
                        "sla_attainment",
                        "service_completion_rate",
                        "service_satisfaction",
                        "revenue",
                        "orders",
                        "gmv",
                        "gross_margin",
                        "aov",
                        "purchase_frequency",
                        "customer_lifespan",
                        "clv_simple",
                        "clv_historical",
                        "clv_predicted",
                        "cac",
                        "clv_to_cac",
                        "cac_payback_months",
                        "churn_rate",
                        "retention_rate",
                        "renewal_rate",
                        "repurchase_rate",
                        "repurchase_cycle",
                        "activity_rate",
                        "interaction_frequency",
                        "touch_frequency",
                        "reach_rate",
                        "lead_conversion",
                        "conversion_rate",
                        "first_purchase_rate",
                        "stage_conversion",
                        "win_rate",
                        "sales_cycle",
                        "target_attainment",
                        "task_completion_rate",
                        "task_on_time_rate",
                        "recommendation_hit_rate",
                        "campaign_uplift",
                        "points_liability",
                        "redemption_rate",
                        "forecast_error",
                        "stockout_rate");
        assertThat(metrics).allSatisfy(metric -> {
            for (var text : List.of(metric.labels(), metric.description(), metric.falls(), metric.formula())) {
                assertThat(text.zh()).isNotBlank();
                assertThat(text.en()).isNotBlank().matches("\\P{IsHan}+");
            }
            assertThat(metric.description().zh()).matches("(?s).*\\p{IsHan}.*");
        });
    }

    @Test
    void aNewMetricNeedsNothingButAFile() {
        assertThat(MetricCatalogue.of(Map.of("big_orders.yaml", GOOD), objects, expressions)
                        .all())
                .hasSize(1);
    }

    @Test
    void allProblemsOfAllFilesComeAtOnce() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.yaml", GOOD.replace("unit: percent", "unit: percents").replace("minimum: 30", "minimum: 0"));
        files.put("b.yaml", GOOD.replace("counts: order", "counts: ordre"));
        files.put("c.yaml", GOOD.replace("size(number) >= 3", "amout > 5").replace("[channel]", "[chanel, amount]"));
        files.put("d.yaml", "metric: [");
        List<String> problems = problems(files);
        assertThat(problems).anyMatch(line -> line.startsWith("a.yaml") && line.contains("percents"));
        assertThat(problems).anyMatch(line -> line.startsWith("a.yaml") && line.contains("minimum"));
        assertThat(problems).anyMatch(line -> line.contains("ordre") && line.contains("Did you mean \"order\"?"));
        assertThat(problems)
                .anyMatch(line -> line.startsWith("c.yaml, value 1:7, line 18, column 14") && line.contains("amout"));
        assertThat(problems)
                .anyMatch(
                        line -> line.contains("\"chanel\" cannot be a dimension of order. Did you mean \"channel\"?"));
        assertThat(problems).anyMatch(line -> line.contains("\"amount\" cannot be a dimension"));
        assertThat(problems).anyMatch(line -> line.startsWith("d.yaml"));
    }

    @Test
    void anIntervalMustFitTheFormula() {
        assertThat(problems(Map.of("a.yaml", GOOD.replace("share(size(number) >= 3)", "count()"))))
                .anyMatch(
                        line -> line.contains(
                                "The interval \"wilson\" does not fit this form and value; what fits: none, delta, total, poisson."));
        assertThat(problems(Map.of("a.yaml", GOOD.replace("share(size(number) >= 3)", "max(id)"))))
                .anyMatch(line -> line.contains("The value is made of count, sum, mean and share"));
    }

    @Test
    void moneyIsSaidWhenMoneyIsReadUnlessAmountsAreDivided() {
        assertThat(problems(Map.of(
                        "a.yaml",
                        GOOD.replace("share(size(number) >= 3)", "mean(amount)")
                                .replace("wilson", "delta")
                                .replace("unit: percent", "unit: count"))))
                .anyMatch(line -> line.contains("The formula reads an amount of money"));
    }

    @Test
    void recordsThatBelongToNobodyMustBeLeftOut() {
        String perCustomer = GOOD.replace("form: rows", "form: groups\nper: customer\nroll_up: { orders: count() }")
                .replace("share(size(number) >= 3)", "share(orders >= 2)");
        assertThat(problems(Map.of("a.yaml", perCustomer)))
                .anyMatch(line -> line.contains("leave them out: when: \"customer == null\""));
        String leavingOut = perCustomer + "leave_out: [{ reason: guest, when: customer == null, zh: 无, en: None }]\n";
        assertThat(MetricCatalogue.of(Map.of("a.yaml", leavingOut), objects, expressions)
                        .all())
                .hasSize(1);
    }

    @Test
    void twoMetricsCannotShareAnId() {
        assertThat(problems(Map.of("a.yaml", GOOD, "b.yaml", GOOD)))
                .anyMatch(line -> line.contains("There is another metric of the id \"big_orders\""));
    }
}
