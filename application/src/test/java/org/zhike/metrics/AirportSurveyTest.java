package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.jooq.impl.DSL;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zhike.kernel.Grain;
import org.zhike.metrics.MetricAnswer.Cell;

/**
 * Two waves of an airport's passenger survey. Satisfaction is the question on the airport as a whole, 1 to 5 (0 and 6 are no answer);
 * recommendation, 0 to 10 (11 is no answer), was asked in 2017 alone. Skipped where the files are absent.
 */
@NullUnmarked
class AirportSurveyTest {

    private static final double Z = 1.959963984540054;

    private static final Offset<Double> CLOSE = within(1e-9);

    private final Warehouse warehouse = new Warehouse().at("2018-01-10T04:00:00Z");

    @BeforeEach
    void load() {
        for (String year : List.of("2016", "2017")) {
            String file = SharedData.quoted("data/sfo_survey/" + year + "_SFO_Customer_Survey.csv.gz");
            warehouse.run(
                    """
                    create table wave%s as select row_number() over () as id, try_cast(Q7ALL as int) as satisfied, %s as recommends, BAREA as area,
                        WEIGHT::decimal(18, 3) as weight, date '%s-05-10' as day
                    from read_csv(%s, all_varchar = true, header = true)""".formatted(year, year.equals("2017") ? "try_cast(NETPRO as int)" : "null::int", year, file));
        }
        warehouse.run(
                "create table answer as select * from wave2016 union all select * replace (id + 10000 as id) from wave2017");
        warehouse.run("""
                insert into records.survey_answer (id, kind, scale, score, weight, store, answered_at, answered_at__day)
                select id, 'csat', '1-5', satisfied, weight, area, day + interval 4 hour, day from answer where satisfied between 1 and 5
                union all
                select id + 100000, 'nps', '0-10', recommends, weight, area, day + interval 4 hour, day from answer where recommends between 0 and 10""");
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private double sql(String query) {
        return warehouse.fetch(DSL.resultQuery(query)).getFirst().get(0, Double.class);
    }

    private List<Cell> waves(String metric) {
        return warehouse
                .ask(Warehouse.trend(metric, Grain.YEAR, "2016-01-01", "2018-01-01"))
                .results()
                .getFirst()
                .cells();
    }

    @Test
    void satisfactionOfEachWaveIsTheShareOfFoursAndFives() {
        List<Cell> waves = waves("csat");
        assertThat(waves).hasSize(2);
        for (int i = 0; i < 2; i++) {
            String wave = "from wave" + (2016 + i) + " where satisfied between 1 and 5";
            IncidentLogTest.assertWilson(
                    waves.get(i), (long) sql("select count(*) filter (satisfied >= 4) " + wave), (long)
                            sql("select count(*) " + wave));
        }
    }

    /** Newcombe's interval of a difference, from those of the shares (1998, method 10). */
    @Test
    void theWavesAreComparedBeyondNoise() {
        Cell before = waves("csat").get(0);
        Cell after = waves("csat").get(1);
        double change = after.value() - before.value();
        double low = change - Math.hypot(after.value() - after.low(), before.high() - before.value());
        double high = change + Math.hypot(after.high() - after.value(), before.value() - before.low());

        assertThat(after.change().value()).isCloseTo(change, CLOSE);
        assertThat(after.change().low()).isCloseTo(low, CLOSE);
        assertThat(after.change().high()).isCloseTo(high, CLOSE);
        assertThat(after.change().beyondNoise()).isEqualTo(low > 0 || high < 0);
    }

    @Test
    void recommendationHasRocksInterval() {
        Cell nps = waves("nps").get(1);
        double n = sql("select count(*) from wave2017 where recommends between 0 and 10");
        double promoters = sql("select count(*) from wave2017 where recommends between 9 and 10");
        double detractors = sql("select count(*) from wave2017 where recommends between 0 and 6");
        assertThat(nps.value()).isCloseTo(100 * (promoters - detractors) / n, CLOSE);
        assertThat(nps.n()).isEqualTo((long) n);
        // Adjusted Wald: three more answers, three quarters of one in each tail.
        double adjusted = n + 3;
        double p = (promoters + 0.75) / adjusted;
        double d = (detractors + 0.75) / adjusted;
        double half = 100 * Z * Math.sqrt((p + d - (p - d) * (p - d)) / adjusted);
        assertThat((nps.high() - nps.low()) / 2).isCloseTo(half, within(1e-6));
        assertThat(waves("nps").get(0).n()).isZero();
    }

    @Test
    void weightedAndUnweightedStandBesideEachOther() {
        double weighted = sql(
                "select sum(weight) filter (satisfied >= 4)::double / sum(weight) from wave2017 where satisfied between 1 and 5 and weight > 0");
        Cell csat = waves("csat_weighted").get(1);
        assertThat(csat.value()).isCloseTo(weighted, CLOSE);
        // The linearised residuals of a ratio of sums, Σw²(y − r)² / (Σw)², with its small-sample factor.
        double error = sql("""
                with a as (select weight::double as w, (satisfied >= 4)::int as y from wave2017 where satisfied between 1 and 5 and weight > 0),
                    r as (select sum(w * y) / sum(w) as r from a)
                select sqrt(sum(w * w * (y - r) * (y - r)) * count(*) / (count(*) - 1)) / sum(w) from a, r""");
        assertThat((csat.high() - csat.low()) / 2).isCloseTo(Z * error, within(0.001 * Z * error));
        assertThat(csat.value()).isNotEqualTo(waves("csat").get(1).value());

        double score = sql("""
                select 100 * (sum(weight) filter (recommends >= 9) - sum(weight) filter (recommends <= 6))::double / sum(weight)
                from wave2017 where recommends between 0 and 10 and weight > 0""");
        assertThat(waves("nps_weighted").get(1).value()).isCloseTo(score, within(1e-9));
    }
}
