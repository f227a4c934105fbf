package org.zhike.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.TooLittleData;

class WeibullRegressionTest {

    private static final Covariates NONE = Covariates.of(26).build();

    @Test
    void theOvarianTrialEqualsTheManual() {
        // R, ?survreg: 6.897 (1.178), ecog.ps −0.385 (0.527), rx 0.529 (0.529), scale 0.884, Log(scale) se 0.252,
        // log-likelihood −97.1, of the intercept only −98.
        Covariates covariates = Covariates.of(26)
                .number("ecog", Ovarian.ECOG)
                .number("rx", Ovarian.TREATMENT)
                .build();
        WeibullModel model = converged(WeibullRegression.standard().fit(Ovarian.DAYS, Ovarian.DIED, covariates));
        assertThat(model.intercept()).isCloseTo(6.897, within(5e-4));
        assertThat(model.interceptStandardError()).isCloseTo(1.178, within(5e-4));
        assertThat(model.coefficient(0)).isCloseTo(-0.385, within(5e-4));
        assertThat(model.standardError(0)).isCloseTo(0.527, within(5e-4));
        assertThat(model.coefficient(1)).isCloseTo(0.529, within(5e-4));
        assertThat(model.standardError(1)).isCloseTo(0.529, within(5e-4));
        assertThat(1 / model.shape()).isCloseTo(0.884, within(5e-4));
        assertThat(model.logScaleStandardError()).isCloseTo(0.252, within(5e-4));
        assertThat(model.logLikelihood()).isCloseTo(-97.1, within(0.05));
        assertThat(model.nullLogLikelihood()).isCloseTo(-98.0, within(0.05));
        assertThat(model.likelihoodRatioTest().value()).isCloseTo(1.74, within(5e-3));
    }

    @Test
    void noSmallMoveRaisesTheLikelihood() {
        WeibullModel model = converged(WeibullRegression.standard().fit(Ovarian.DAYS, Ovarian.DIED, NONE));
        double scale = model.scale();
        assertThat(logLikelihood(model.shape(), scale)).isCloseTo(model.logLikelihood(), within(1e-9));
        for (double factor : new double[] {0.999, 1.001}) {
            assertThat(logLikelihood(model.shape() * factor, scale)).isLessThan(model.logLikelihood());
            assertThat(logLikelihood(model.shape(), scale * factor)).isLessThan(model.logLikelihood());
        }
    }

    private static double logLikelihood(double shape, double scale) {
        double sum = 0;
        for (int i = 0; i < Ovarian.DAYS.length; i++) {
            double z = Ovarian.DAYS[i] / scale;
            sum -= Math.pow(z, shape);
            if (Ovarian.DIED[i]) {
                sum += Math.log(shape / scale) + (shape - 1) * Math.log(z);
            }
        }
        return sum;
    }

    @Test
    void knownParametersAreFoundAgainAndPredictBeyondTheData() {
        int n = 20_000;
        var random = new SplittableRandom(17);
        double[] durations = new double[n];
        boolean[] ended = new boolean[n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 50 + 10 * random.nextGaussian();
            double end = Math.exp(1 + 0.02 * x[i]) * Math.pow(random.nextExponential(), 1 / 1.5);
            durations[i] = Math.min(end, 6);
            ended[i] = end <= 6;
        }
        WeibullModel model = converged(WeibullRegression.standard()
                .fit(durations, ended, Covariates.of(n).number("x", x).build()));
        assertThat(model.shape()).isCloseTo(1.5, within(0.03));
        assertThat(model.intercept()).isCloseTo(1, within(4 * model.interceptStandardError()));
        assertThat(model.coefficient(0)).isCloseTo(0.02, within(4 * model.standardError(0)));
        assertThat(model.hazardRatio(0)).isCloseTo(Math.exp(-1.5 * 0.02), within(0.002));
        // Seen up to 6 only; the median at x = 50 is 5.79, the mean at 70 is 9.95, the ninth decile 19.2.
        double lambda = Math.exp(1 + 0.02 * 70);
        assertThat(model.mean(70)).isCloseTo(lambda * 0.9027452929509336, within(0.3));
        assertThat(model.timeUntilEnded(0.9, 70)).isCloseTo(lambda * Math.pow(Math.log(10), 1 / 1.5), within(0.6));
        assertThat(model.survival(model.timeUntilEnded(0.3, 55), 55)).isCloseTo(0.7, within(1e-12));
        assertThat(model.survival(0, 55)).isEqualTo(1);
        assertThat(model.survival(1e9, 55)).isZero();
    }

    @Test
    void anotherUnitOfTimeMovesTheInterceptOnly() {
        double[] years = Arrays.stream(Ovarian.DAYS).map(d -> d / 365.25).toArray();
        Covariates age = Covariates.of(26).number("age", Ovarian.AGE).build();
        WeibullModel days = converged(WeibullRegression.standard().fit(Ovarian.DAYS, Ovarian.DIED, age));
        WeibullModel inYears = converged(WeibullRegression.standard().fit(years, Ovarian.DIED, age));
        assertThat(inYears.shape()).isCloseTo(days.shape(), within(1e-9));
        assertThat(inYears.coefficient(0)).isCloseTo(days.coefficient(0), within(1e-9));
        assertThat(inYears.intercept()).isCloseTo(days.intercept() - Math.log(365.25), within(1e-9));
        assertThat(inYears.interceptStandardError()).isCloseTo(days.interceptStandardError(), within(1e-8));
    }

    @Test
    void dataThatCannotCarryItAreAnAnswer() {
        assertThat(WeibullRegression.standard().fit(new double[] {2, 2, 2}, new boolean[] {true, true, true}, rows(3)))
                .isInstanceOf(TooLittleData.class);
        assertThat(WeibullRegression.standard().fit(new double[] {2}, new boolean[] {true}, rows(1)))
                .isInstanceOf(TooLittleData.class);
        assertThat(WeibullRegression.standard().fit(Ovarian.DAYS, new boolean[26], NONE))
                .isInstanceOf(TooLittleData.class);
        assertThatThrownBy(() -> WeibullRegression.standard().fit(new double[] {0}, new boolean[] {true}, rows(1)))
                .hasMessageContaining("a duration must be positive");
    }

    @Test
    void aGroupInWhichNobodyEndedIsNamed() {
        int n = 60;
        double[] durations = new double[n];
        boolean[] ended = new boolean[n];
        double[] loyal = new double[n];
        for (int i = 0; i < n; i++) {
            durations[i] = 1 + i * 7 % 20;
            loyal[i] = i % 3 == 0 ? 1 : 0;
            ended[i] = loyal[i] == 0 && i % 2 == 0;
        }
        FitOutcome<WeibullModel> outcome = WeibullRegression.standard()
                .fit(durations, ended, Covariates.of(n).number("loyal", loyal).build());
        assertThat(outcome).isInstanceOf(NotConverged.class);
        assertThat(((NotConverged<WeibullModel>) outcome).why()).contains("loyal");
    }

    private static Covariates rows(int n) {
        return Covariates.of(n).build();
    }

    private static WeibullModel converged(FitOutcome<WeibullModel> outcome) {
        return outcome.converged().orElseThrow(() -> new AssertionError(outcome.toString()));
    }
}
