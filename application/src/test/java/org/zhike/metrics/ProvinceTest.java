package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.period;
import static org.zhike.metrics.Warehouse.query;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.RowsQuery.Side;

/** Records know cities; a province's number is that of its records, not the mean of its cities' numbers. */
@NullUnmarked
class ProvinceTest {

    private static final String FROM = "2025-03-01";
    private static final String TO = "2025-04-01";

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private Map<@Nullable Object, Cell> by(String metric, String path) {
        Map<@Nullable Object, Cell> cells = new HashMap<>();
        warehouse
                .ask(query(metric, FROM, TO, path))
                .results()
                .getFirst()
                .cells()
                .forEach(cell -> cells.put(cell.dimensions().get(path), cell));
        return cells;
    }

    private void orders(@Nullable String region, int... amounts) {
        for (int amount : amounts) {
            warehouse.order(null, "2025-03-05", "region", region, "amount", amount);
        }
    }

    @Test
    void theMeanOfAProvinceIsThatOfItsRecordsNotOfItsCities() {
        orders("CN-440100", 100, 100, 100);
        orders("CN-440300", 500);
        orders("CN-440000", 300);
        orders("CN-110000", 40);

        Map<@Nullable Object, Cell> cells = by("aov", "region.province");
        assertThat(cells).containsOnlyKeys("CN-440000", "CN-110000");
        assertThat(cells.get("CN-440000").n()).isEqualTo(5);
        assertThat(cells.get("CN-440000").value()).isCloseTo(220, within(1e-9));
        assertThat(cells.get("CN-110000").value()).isCloseTo(40, within(1e-9));
    }

    @Test
    void otherCountriesAndRecordsWithoutAPlaceStandForThemselves() {
        orders("GB", 10);
        orders("CN", 20);
        orders(null, 30);

        Map<@Nullable Object, Cell> cells = by("revenue", "region.province");
        assertThat(cells).containsOnlyKeys("GB", "CN", null);
        assertThat(cells.get(null).value()).isEqualTo(30);
    }

    @Test
    void provincesAreReachedThroughReferencesToo() {
        long guangzhou = warehouse.customer("region", "CN-440100");
        long shenzhen = warehouse.customer("region", "CN-440300");
        warehouse.order(guangzhou, "2025-03-05");
        warehouse.order(shenzhen, "2025-03-06");
        warehouse.order(shenzhen, "2025-03-07");

        Cell cell = by("repurchase_rate", "customer.region.province").get("CN-440000");
        assertThat(cell.n()).isEqualTo(2);
        assertThat(cell.value()).isEqualTo(0.5);
    }

    @Test
    void theRowsOfAProvinceAreThoseItCounts() {
        orders("CN-440100", 1, 2);
        orders("CN-440300", 3);
        orders("CN-110000", 4);

        RowsAnswer rows = warehouse
                .metrics()
                .rows(
                        Actor.SYSTEM,
                        new RowsQuery(
                                "revenue",
                                period(FROM, TO),
                                null,
                                null,
                                Map.of("region.province", "CN-440000"),
                                null,
                                null,
                                Side.COUNTED,
                                null,
                                10,
                                null));
        assertThat(rows.counted()).isEqualTo(3);
        assertThat(rows.items()).hasSize(3);
    }

    @Test
    void forEveryMetricTheProvinceEqualsTheFilterForIt() {
        RandomRecords.fill(warehouse, 150);
        for (String object : List.of("customer", "\"order\"", "lead")) {
            warehouse.run("""
                    update records.%s set region = case region
                        when 't0' then 'CN-440100' when 't1' then 'CN-440300' when 't2' then 'CN-110000' end
                    """.formatted(object));
        }
        int compared = 0;
        for (Metric metric : warehouse.metrics().catalogue()) {
            for (String region : List.of("region", "customer.region")) {
                if (!metric.dimensions().contains(region)) {
                    continue;
                }
                String path = region + ".province";
                for (Map.Entry<@Nullable Object, Cell> entry :
                        by(metric.id(), path).entrySet()) {
                    if (!(entry.getKey() instanceof String code) || !code.startsWith("CN-")) {
                        continue;
                    }
                    compared++;
                    String filter = "within(%s, \"%s\")".formatted(region, code);
                    Cell filtered = warehouse
                            .ask(new MetricQuery(
                                    List.of(metric.id()), List.of(), null, period(FROM, TO), filter, null, false))
                            .results()
                            .getFirst()
                            .cells()
                            .getFirst();
                    assertThat(filtered.n())
                            .as("%s in %s", metric.id(), code)
                            .isEqualTo(entry.getValue().n());
                    assertThat(filtered.value())
                            .as("%s in %s", metric.id(), code)
                            .satisfies(value -> {
                                if (entry.getValue().value() == null) {
                                    assertThat(value).isNull();
                                } else {
                                    assertThat(value).isCloseTo(entry.getValue().value(), within(1e-9));
                                }
                            });
                }
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void whyANumberMovedCanBeToldByProvince() {
        warehouse.order(null, "2025-02-05", "region", "CN-440100");
        orders("CN-440100", 100);
        orders("CN-440300", 50);

        WhyAnswer why = warehouse
                .metrics()
                .why(
                        Actor.SYSTEM,
                        new WhyQuery("revenue", List.of("region.province"), period(FROM, TO), null, null),
                        Locale.ENGLISH);
        assertThat(why.dimensions().getFirst().parts())
                .extracting(WhyAnswer.Part::value)
                .containsExactly("CN-440000");
        assertThat(why.dimensions().getFirst().parts().getFirst().effect()).isCloseTo(50, within(1e-9));
    }

    @Test
    void onlyPlacesHaveAProvince() {
        assertThatThrownBy(() -> by("revenue", "channel.province"))
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("channel.province");
        assertThatThrownBy(() -> by("revenue", "region.province.province")).isInstanceOf(ProductException.class);
    }
}
