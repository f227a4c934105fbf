package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zhike.metrics.MetricAnswer.Cell;

/** A public sales pipeline of 8,800 deals: funnel, win rate and cycle as a plain program counts them. Skipped where the file is absent. */
@NullUnmarked
class SalesPipelineTest {

    private static final String PIPELINE = "data/crm_sales_opportunities/sales_pipeline.csv.gz";

    private final Warehouse warehouse = new Warehouse().at("2018-01-10T04:00:00Z");
    private List<Deal> deals;

    private record Deal(
            String agent,
            String product,
            String stage,
            @Nullable LocalDate engaged,
            @Nullable LocalDate closed) {

        boolean isClosed() {
            return closed != null;
        }

        boolean isWon() {
            return stage.equals("Won");
        }

        double days() {
            return ChronoUnit.DAYS.between(engaged, closed);
        }
    }

    @BeforeEach
    void load() {
        deals = SharedData.lines(PIPELINE).stream()
                .map(line -> line.split(",", -1))
                .map(columns -> new Deal(
                        columns[1],
                        columns[2].replace("GTXPro", "GTX Pro"),
                        columns[4],
                        columns[5].isEmpty() ? null : LocalDate.parse(columns[5]),
                        columns[6].isEmpty() ? null : LocalDate.parse(columns[6])))
                .toList();
        warehouse.run("""
                create table deal as select *, row_number() over () as id from read_csv(%s, header = true, columns = {'number': 'varchar', 'agent': 'varchar',
                    'product': 'varchar', 'account': 'varchar', 'stage': 'varchar', 'engaged': 'date', 'closed': 'date', 'value': 'decimal(18,4)'})""".formatted(SharedData.quoted(PIPELINE)));
        warehouse.run("""
                insert into records.product (id, sku, name, category)
                select row_number() over (), product, product, series from read_csv(%s)""".formatted(SharedData.quoted("data/crm_sales_opportunities/products.csv")));
        // A day of the file is noon of the company: both ends of a deal alike.
        warehouse.run("""
                insert into records.opportunity (id, external_id, product, stage, amount, amount_currency, owner, team, opened_at, opened_at__day,
                    closed_at, closed_at__day)
                select d.id, d.number, p.id, lower(d.stage), d.value, 'USD', d.agent, t.manager, d.engaged + interval 4 hour, d.engaged,
                    d.closed + interval 4 hour, d.closed
                from deal d join records.product p on p.name = replace(d.product, 'GTXPro', 'GTX Pro')
                join read_csv(%s) t on t.sales_agent = d.agent""".formatted(SharedData.quoted("data/crm_sales_opportunities/sales_teams.csv")));
        // The pipeline is Prospecting > Engaging > Won or Lost; who engaged has left Prospecting.
        warehouse.run("""
                insert into records.stage_entry (id, opportunity, stage, entered_at, entered_at__day, moved_on, owner)
                select id, id, 'prospecting', timestamp '2017-06-01 04:00', date '2017-06-01', case when engaged is not null then true end, agent from deal
                union all
                select id + 100000, id, 'engaging', engaged + interval 4 hour, engaged, case when closed is not null then stage = 'Won' end, agent
                from deal where engaged is not null""");
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private List<Cell> by(String metric, String dimension) {
        return warehouse
                .ask(Warehouse.query(metric, "2016-01-01", "2018-01-01", dimension))
                .results()
                .getFirst()
                .cells();
    }

    private void assertWinRates(String dimension, Function<Deal, String> key) {
        Map<String, List<Deal>> closed = deals.stream().filter(Deal::isClosed).collect(Collectors.groupingBy(key));
        List<Cell> cells = by("win_rate", dimension);
        assertThat(cells).hasSize(closed.size());
        for (Cell cell : cells) {
            List<Deal> mine = closed.get(word(cell, dimension));
            IncidentLogTest.assertWilson(cell, mine.stream().filter(Deal::isWon).count(), mine.size());
        }
    }

    /** What the part is called: a reference has a label. */
    private static String word(Cell cell, String dimension) {
        return cell.labels()
                .getOrDefault(dimension, String.valueOf(cell.dimensions().get(dimension)));
    }

    @Test
    void theWinRateIsThatOfThePublishedCounts() {
        assertThat(deals).hasSize(8_800);
        IncidentLogTest.assertWilson(warehouse.number("win_rate", "2016-01-01", "2018-01-01"), 4_238, 4_238 + 2_473);
    }

    @Test
    void everyRepAndProductHasItsWinRateAndInterval() {
        assertWinRates("owner", Deal::agent);
        assertWinRates("product", Deal::product);
    }

    @Test
    void theFunnelNarrowsAsTheFileSays() {
        List<Cell> stages = by("stage_conversion", "stage");
        assertThat(stages).hasSize(2);
        for (Cell stage : stages) {
            if (stage.dimensions().containsValue("prospecting")) {
                assertThat(stage.value()).isEqualTo(1);
                assertThat(stage.n()).isEqualTo(8_300);
            } else {
                IncidentLogTest.assertWilson(stage, 4_238, 6_711);
            }
        }
    }

    @Test
    void theSalesCycleIsTheMedianOfTheDaysToWin() {
        assertThat(warehouse.number("sales_cycle", "2016-01-01", "2018-01-01").value())
                .isEqualTo(median(deals.stream().filter(Deal::isWon).toList()));
        for (String dimension : List.of("owner", "product")) {
            Map<String, List<Deal>> won = deals.stream()
                    .filter(Deal::isWon)
                    .collect(Collectors.groupingBy(dimension.equals("owner") ? Deal::agent : Deal::product));
            for (Cell cell : by("sales_cycle", dimension)) {
                List<Deal> mine = won.get(word(cell, dimension));
                assertThat(cell.n()).isEqualTo(mine.size());
                assertThat(cell.value()).as("%s", cell).isCloseTo(median(mine), within(1e-9));
                assertThat(cell.low()).isLessThanOrEqualTo(cell.value());
                assertThat(cell.high()).isGreaterThanOrEqualTo(cell.value());
            }
        }
    }

    private static double median(List<Deal> deals) {
        double[] days = deals.stream().mapToDouble(Deal::days).toArray();
        Arrays.sort(days);
        return (days[(days.length - 1) / 2] + days[days.length / 2]) / 2;
    }
}
