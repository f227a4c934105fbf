package org.zhike.statistics.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhike.statistics.Golden.assertEqual;

import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Golden;
import tools.jackson.databind.JsonNode;

/** Every interval of the reference file, to 1e-9. */
class GoldenIntervalsTest {

    @Test
    void proportionIntervalsEqualTheReference() {
        JsonNode cases = Golden.stats("proportion_ci");
        assertThat(cases).isNotEmpty();
        for (JsonNode c : cases) {
            var proportion = new Proportion(c.get("x").asLong(), c.get("n").asLong());
            double level = c.get("conf").asDouble();
            assertEqual(proportion.share(), c.get("p"));
            assertEqual(proportion.wald(level), c.get("wald"));
            assertEqual(proportion.wilson(level), c.get("wilson"));
            assertEqual(proportion.wilsonCorrected(level), c.get("wilson_cc"));
            assertEqual(proportion.clopperPearson(level), c.get("clopper_pearson"));
            assertEqual(proportion.agrestiCoull(level), c.get("agresti_coull"));
            assertEqual(proportion.jeffreys(level), c.get("jeffreys"));
        }
    }

    @Test
    void differencesOfSharesEqualTheReference() {
        JsonNode cases = Golden.stats("two_prop");
        assertThat(cases).isNotEmpty();
        cases.forEach(GoldenIntervalsTest::assertTwoShares);
        assertTwoShares(Golden.stats("holdout"));
    }

    private static void assertTwoShares(JsonNode c) {
        var first = new Proportion(c.get("x1").asLong(), c.get("n1").asLong());
        var second = new Proportion(c.get("x2").asLong(), c.get("n2").asLong());
        assertEqual(first.minus(second, 0.95), c.get("newcombe_ci"));
        assertEqual(first.share() / second.share() - 1, c.get("rel_uplift"));
        assertEqual(first.dividedBy(second, 0.95), c.get("rr_ci"));
        assertEqual(first.cohensH(second), c.get("cohen_h"));
        assertEqual(first.pooledTest(second).difference(), c.get("diff"));
        assertEqual(first.pooledTest(second).statistic(), c.get("z_pooled"));
        assertEqual(first.pooledTest(second).pValue(), c.get("p_pooled"));
        var unpooled =
                Comparison.ofEstimates(first.share(), first.standardError(), second.share(), second.standardError());
        assertEqual(unpooled.statistic(), c.get("z_unpooled"));
        assertEqual(unpooled.pValue(), c.get("p_unpooled"));
        assertEqual(unpooled.interval(0.95), c.get("wald_ci"));
    }

    @Test
    void netPromoterScoresEqualTheReference() {
        JsonNode cases = Golden.stats("nps");
        assertThat(cases).isNotEmpty();
        for (JsonNode c : cases) {
            var nps = new NetPromoter(
                    c.get("promoters").asLong(),
                    c.get("passives").asLong(),
                    c.get("detractors").asLong());
            assertEqual(nps.score(), c.get("nps"));
            assertEqual(nps.standardError(), c.get("se_n"));
            // The same answers as values +1, 0 and −1 have the error with divisor n − 1.
            var values = Moments.ofSums(
                    nps.answers(),
                    (double) nps.promoters() - nps.detractors(),
                    (double) nps.promoters() + nps.detractors());
            assertEqual(100 * values.standardError(), c.get("se_n_minus_1"));
            assertEqual(nps.wald(0.95), c.get("ci95_z"));
            assertEqual(nps.wald(0.9), c.get("ci90_z"));
            assertEqual(nps.wald(0.95).halfWidth(), c.get("moe95"));
        }
    }

    @Test
    void theDifferenceOfTwoNetPromoterScoresEqualsTheReference() {
        JsonNode expected = Golden.stats("nps_diff");
        // The file keeps the result only; these two samples of 1,000 are the ones that give it.
        Comparison actual = new NetPromoter(500, 300, 200).minus(new NetPromoter(450, 310, 240));
        assertEqual(actual.difference(), expected.get("diff"));
        assertEqual(actual.standardError(), expected.get("se"));
        assertEqual(actual.statistic(), expected.get("z"));
        assertEqual(actual.pValue(), expected.get("p"));
    }

    @Test
    void welchsTestEqualsTheReference() {
        JsonNode c = Golden.stats("welch");
        Comparison actual = Moments.of(doubles(c.get("a"))).minus(Moments.of(doubles(c.get("b"))));
        assertEqual(actual.statistic(), c.get("t"));
        assertEqual(actual.degreesOfFreedom(), c.get("df"));
        assertEqual(actual.pValue(), c.get("p"));
        assertEqual(actual.interval(0.95), c.get("ci"));
    }

    @Test
    void quantilesEqualTheReference() {
        JsonNode c = Golden.stats("quantile");
        Distribution distribution = Distribution.of(doubles(c.get("x")));
        for (int i = 0; i < c.get("q").size(); i++) {
            assertEqual(
                    distribution.quantile(c.get("q").get(i).asDouble()),
                    c.get("type7").get(i));
            assertEqual(
                    distribution.quantileType6(c.get("q").get(i).asDouble()),
                    c.get("type6").get(i));
            assertEqual(
                    distribution.quantileType1(c.get("q").get(i).asDouble()),
                    c.get("type1").get(i));
        }
    }

    @Test
    void theConcentrationEqualsTheReference() {
        JsonNode c = Golden.stats("gini");
        assertEqual(Concentration.gini(doubles(c.get("x"))), c.get("gini"));
    }

    @Test
    void satisfactionEqualsTheReference() {
        JsonNode c = Golden.stats("csat");
        double[] counts = doubles(c.get("dist"));
        double sum = 0;
        double squares = 0;
        long n = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * (i + 1);
            squares += counts[i] * (i + 1) * (i + 1);
            n += (long) counts[i];
        }
        assertEqual(Moments.ofSums(n, sum, squares).mean(), c.get("mean"));
        assertEqual(new Proportion((long) (counts[3] + counts[4]), n).share(), c.get("top2box"));
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
