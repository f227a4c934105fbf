package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zhike.expressions.Expressions;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.MetricCheck.Problem;
import org.zhike.objects.StandardObjects;

/** What a person who writes a definition is told, and where it is said to stand. */
class DefinitionProblemsTest {

    private final StandardObjects objects = new StandardObjects();
    private final CatalogueBuilder builder = new CatalogueBuilder(objects, new Expressions(objects));
    private final MetricCatalogue shipped = MetricCatalogue.standard(objects, new Expressions(objects));

    private static final String COMPOSITE = """
            metric: %s
            version: 1
            labels: { zh: 甲, en: A }
            description: { zh: 甲, en: A }
            falls: { zh: 甲, en: A }
            formula: { zh: 甲, en: A }
            kind: result
            stage: growth
            unit: ratio
            direction: up
            owner: sales
            minimum: 30
            interval: composite
            form: composite
            value: %s
            """;

    private List<Problem> problems(String text) {
        return Previews.problems(builder.check(text, shipped), "");
    }

    private static String place(Problem problem) {
        return problem.line() + ":" + problem.column() + " " + problem.path() + " " + problem.code();
    }

    @Test
    void tenErrorsOfOneFileComeAtOnceEachWithItsLine() {
        String text = """
                # a file with ten errors
                metric: Big-Orders
                version: none
                labels: { zh: 大单, en: Big orders, fr: Gros }
                description: { zh: 大单, en: Orders }
                falls: { zh: 查看, en: Look }
                formula: { zh: 计数, en: count }
                kind: resut
                stage: growth
                unit: percents
                direction: up
                owner: sales
                minimum: 0
                interval: wilson
                dimension: [channel]
                dimensions: [chanel, amount]
                counts: order
                time: orderd_at
                where: >-
                  status == "paid" &&
                  chanel == "web"
                leave_out:
                  - { reason: refund, when: 'knd == "refund"', zh: 退款, en: Refunds }
                form: rows
                value: share(amout > 5)
                """;

        assertThat(problems(text).stream().map(DefinitionProblemsTest::place))
                .containsExactlyInAnyOrder(
                        "2:9 metric BAD_METRIC_ID",
                        "3:10 version NUMBER_EXPECTED",
                        "4:35 labels.fr UNKNOWN_ENTRY",
                        "8:7 kind NOT_A_CHOICE",
                        "10:7 unit NOT_A_CHOICE",
                        "13:10 minimum NUMBER_EXPECTED",
                        "15:1 dimension UNKNOWN_ENTRY",
                        "16:14 dimensions[0] NOT_A_DIMENSION",
                        "16:22 dimensions[1] NOT_A_DIMENSION",
                        "18:7 time TIME_EXPECTED",
                        "21:3 where UNKNOWN_NAME",
                        "23:30 leave_out[0].when UNKNOWN_NAME",
                        "25:14 value UNKNOWN_NAME");
        assertThat(problems(text).stream().map(problem -> String.valueOf(problem.suggestion())))
                .contains("result", "percent", "dimensions", "channel", "ordered_at", "kind", "amount");
    }

    @Test
    void aProblemInAnExpressionSaysItsPlaceThereToo() {
        Problem problem = problems(COMPOSITE.formatted("a", "(revenue + nonsense) / orders"))
                .getFirst();

        assertThat(problem.path()).isEqualTo("value");
        assertThat(problem.line()).isEqualTo(15);
        assertThat(problem.column()).isEqualTo(8 + 11);
        assertThat(problem.inLine()).isEqualTo(1);
        assertThat(problem.inColumn()).isEqualTo(12);
    }

    @Test
    void aMetricMadeOfItselfIsToldTheWholeWay() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.yaml", COMPOSITE.formatted("a", "b * 2.0"));
        files.put("b.yaml", COMPOSITE.formatted("b", "c + 1.0"));
        files.put("c.yaml", COMPOSITE.formatted("c", "a"));

        assertThat(builder.build(files).problems().stream().map(issue -> issue.path() + " " + issue.message()))
                .containsExactlyInAnyOrder(
                        "a.yaml, value A metric cannot be made of itself: a → b → c → a.",
                        "b.yaml, value A metric cannot be made of itself: b → c → a → b.",
                        "c.yaml, value A metric cannot be made of itself: c → a → b → c.");
        assertThat(problems(COMPOSITE.formatted("self", "self / orders"))
                        .getFirst()
                        .message())
                .contains("self → self");
        assertThat(problems(COMPOSITE.formatted("aov", "clv_simple")).getFirst().message())
                .contains("aov → clv_simple → aov");
    }

    @Test
    void anIntervalThatDoesNotFitIsToldWithThoseThatDo() {
        String text = shippedText("repurchase_rate").replace("interval: wilson", "interval: nps");

        assertThat(problems(text))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("\"nps\" does not fit")
                        .contains("what fits: none, wilson, delta, total"));
        assertThat(builder.check(text, shipped).intervals())
                .contains(Metric.IntervalMethod.WILSON)
                .doesNotContain(Metric.IntervalMethod.POISSON, Metric.IntervalMethod.ORDER_STATISTICS);
    }

    @Test
    void whatIsNoYamlOrTooDeepOrWrittenTwiceIsToldWithItsPlace() {
        assertThat(problems("metric: [").stream().map(DefinitionProblemsTest::place))
                .containsExactly("1:10  NOT_YAML");
        assertThat(problems("just words")).extracting(Problem::code).containsExactly("NOT_YAML");
        assertThat(problems("")).extracting(Problem::code).containsExactly("NOT_YAML");
        assertThat(problems("a: " + "[".repeat(30_000)))
                .extracting(Problem::code)
                .containsExactly("NOT_YAML");
        assertThat(problems("a: &x [1]\nb: *x\n")).extracting(Problem::code).containsExactly("NO_ALIASES");
        assertThat(problems("x".repeat(70_000))).extracting(Problem::code).containsExactly("DEFINITION_TOO_LONG");
        assertThat(problems(shippedText("nps") + "unit: points\n").stream().map(DefinitionProblemsTest::place))
                .singleElement()
                .asString()
                .endsWith(" unit DOUBLE_ENTRY");
        assertThat(problems("\uFEFF" + shippedText("nps")))
                .extracting(Problem::code)
                .containsExactly("BYTE_ORDER_MARK");
        assertThatThrownBy(() -> DefinitionText.decode(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a'}))
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("byte order mark");
        assertThatThrownBy(() -> DefinitionText.decode("指标".getBytes(Charset.forName("GBK"))))
                .hasMessageContaining("not UTF-8");
        assertThat(DefinitionText.decode("指标\r\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("指标\r\n");
    }

    @Test
    void entriesThatTheFormDoesNotReadAreToldNotIgnored() {
        assertThat(problems(shippedText("nps") + "per: customer\n").stream().map(Problem::message))
                .containsExactly("The form rows has no \"per\".");
    }

    @Test
    void aBrokenDefinitionBreaksWhatIsMadeOfItAndNothingElse() {
        Map<String, String> texts = new LinkedHashMap<>(MetricCatalogue.shipped());
        texts.computeIfPresent("aov.yaml", (file, text) -> text.replace("amount", "gone"));

        MetricCatalogue catalogue = builder.build(texts).catalogue();

        assertThat(catalogue.broken().keySet())
                .containsExactlyInAnyOrder("aov", "clv_simple", "clv_to_cac", "cac_payback_months");
        assertThat(catalogue.metrics()).containsKeys("revenue", "nps").doesNotContainKey("aov");
    }

    private static String shippedText(String id) {
        return String.valueOf(MetricCatalogue.shipped().get(id + ".yaml"));
    }
}
