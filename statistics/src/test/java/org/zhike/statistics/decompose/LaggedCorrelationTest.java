package org.zhike.statistics.decompose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.decompose.LaggedCorrelation.Link;
import org.zhike.statistics.test.ManyTests;

class LaggedCorrelationTest {

    private static final int TIMES = 120;
    private static final int LAGS = 12;

    @Test
    void theDriverAndItsLeadAreRecovered() {
        int right = 0;
        int seen = 0;
        double falseShare = 0;
        for (int seed = 0; seed < 100; seed++) {
            var random = new SplittableRandom(seed);
            double[][] drivers = {series(random, 0.7), series(random, 0.9), series(random, 0.5)};
            double[] noise = series(random, 0.6);
            var outcome = new double[TIMES];
            for (int t = 0; t < TIMES; t++) {
                outcome[t] = noise[t] + (t < 3 ? 0 : 0.7 * drivers[0][t - 3]);
            }
            List<Link> links = links(drivers, outcome);
            right += links.getFirst().driver() == 0 && links.getFirst().lag() == 3 ? 1 : 0;
            List<Link> found =
                    links.stream().filter(link -> link.adjusted() <= 0.05).toList();
            long falseOnes = found.stream().filter(link -> link.driver() != 0).count();
            seen += found.contains(links.getFirst()) ? 1 : 0;
            // What the method keeps down is the share of false ones in a study, on average over studies.
            falseShare += found.isEmpty() ? 0 : (double) falseOnes / found.size() / 100;
        }

        assertThat(right).isGreaterThanOrEqualTo(95);
        assertThat(seen).isGreaterThanOrEqualTo(95);
        assertThat(falseShare).isLessThan(0.08);
    }

    @Test
    void independentSeriesThatFollowTheirOwnPastRaiseNoAlarmsThoughTheNaiveTestDoes() {
        int alarms = 0;
        int naiveAlarms = 0;
        int low = 0;
        for (int seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(1000 + seed);
            double[][] drivers = {
                series(random, 0.9), series(random, 0.9), series(random, 0.8), series(random, 0.95), series(random, 0)
            };
            List<Link> links = links(drivers, series(random, 0.9));
            alarms += links.getFirst().adjusted() <= 0.05 ? 1 : 0;
            low += (int) links.stream().filter(link -> link.pValue() <= 0.05).count();
            double[] naive = links.stream()
                    .mapToDouble(link -> naive(link.correlation(), TIMES - link.lag()))
                    .toArray();
            naiveAlarms +=
                    Arrays.stream(ManyTests.benjaminiHochberg(naive)).min().orElseThrow() <= 0.05 ? 1 : 0;
        }

        assertThat(alarms).isLessThanOrEqualTo(27);
        assertThat(low / (300.0 * 5 * (LAGS + 1))).isCloseTo(0.05, within(0.015));
        assertThat(naiveAlarms).isGreaterThan(200);
    }

    @Test
    void unitsAndSignsChangeNothingButTheSign() {
        var random = new SplittableRandom(5);
        double[] driver = series(random, 0.5);
        double[] outcome = series(random, 0.5);
        double[] turned = Arrays.stream(driver).map(x -> 1000 - 50 * x).toArray();
        Link one = links(new double[][] {driver}, outcome).getFirst();
        Link other = links(new double[][] {turned}, outcome).getFirst();

        assertThat(other.lag()).isEqualTo(one.lag());
        assertThat(other.correlationOfNews()).isCloseTo(-one.correlationOfNews(), within(1e-9));
        assertThat(other.correlation()).isCloseTo(-one.correlation(), within(1e-9));
    }

    @Test
    void aSeriesThatNeverMovesAndOneThatMovesByRuleHaveAnAnswer() {
        double[] still = new double[TIMES];
        Arrays.fill(still, 0.1);
        double[] line = new double[TIMES];
        double[] wave = new double[TIMES];
        Arrays.setAll(line, t -> t);
        Arrays.setAll(wave, t -> Math.sin(t * Math.PI / 6));

        for (Link link : links(new double[][] {still, line, wave}, series(new SplittableRandom(1), 0.5))) {
            assertThat(link.pValue()).isBetween(0.0, 1.0);
            assertThat(link.correlation()).isBetween(-1.0, 1.0);
            if (link.driver() == 0) {
                assertThat(link.correlation()).isZero();
                assertThat(link.pValue()).isEqualTo(1);
            }
        }
        assertThat(links(new double[][] {wave}, wave)).isNotEmpty();
    }

    @Test
    void tooShortSeriesAreSaidAndBrokenOnesRefused() {
        assertThat(LaggedCorrelation.test(new double[1][30], new double[30], 11))
                .isInstanceOf(FitOutcome.TooLittleData.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaggedCorrelation.test(new double[1][30], new double[31], 2))
                .withMessageContaining("30 times");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaggedCorrelation.test(new double[0][], new double[30], 2));
        double[] broken = new double[30];
        broken[3] = Double.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> LaggedCorrelation.test(new double[1][30], broken, 2));
    }

    @Test
    void theIntervalTurnsWithTheCorrelationAndAgreesWithItsTest() {
        var random = new SplittableRandom(7);
        for (Link link : links(new double[][] {series(random, 0.5), series(random, 0.8)}, series(random, 0.5))) {
            assertThat(link.interval(0.95).contains(link.correlationOfNews())).isTrue();
            // Fisher's scale and Student's t part ways by less than a hundredth here.
            if (Math.abs(link.pValue() - 0.05) > 0.01) {
                assertThat(link.interval(0.95).contains(0)).isEqualTo(link.pValue() > 0.05);
            }
        }
        assertThat(new Link(0, 0, 1, 1, 30, 0, 0).interval(0.95).high()).isLessThanOrEqualTo(1);
        assertThat(new Link(0, 0, 0.5, 0.5, 1, 0.5, 0.5).interval(0.95).low()).isEqualTo(-1);
    }

    @Test
    void whatWasTakenOutBeforeCostsDegreesOfFreedom() {
        var random = new SplittableRandom(8);
        double[][] drivers = {series(random, 0.5)};
        double[] outcome = series(random, 0.5);

        Link plain = LaggedCorrelation.test(drivers, outcome, 0)
                .converged()
                .orElseThrow()
                .getFirst();
        Link spent = LaggedCorrelation.test(drivers, outcome, 0, 11)
                .converged()
                .orElseThrow()
                .getFirst();

        assertThat(spent.degrees()).isEqualTo(plain.degrees() - 11);
        assertThat(spent.pValue()).isGreaterThan(plain.pValue());
    }

    private static List<Link> links(double[][] drivers, double[] outcome) {
        return LaggedCorrelation.test(drivers, outcome, LAGS).converged().orElseThrow();
    }

    private static double naive(double r, int n) {
        return 2 * Quantiles.normalProbability(-Math.abs(r) * Math.sqrt(n));
    }

    private static double[] series(SplittableRandom random, double memory) {
        var series = new double[TIMES];
        double last = random.nextGaussian() / Math.sqrt(1 - memory * memory);
        for (int t = 0; t < TIMES; t++) {
            last = memory * last + random.nextGaussian();
            series[t] = last;
        }
        return series;
    }
}
