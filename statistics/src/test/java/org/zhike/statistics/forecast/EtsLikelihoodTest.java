package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EtsLikelihoodTest {

    static final List<EtsForm> FORMS = EtsForm.all(4, true);

    @ParameterizedTest
    @FieldSource("FORMS")
    void theGradientIsTheSlopeOfTheLikelihood(EtsForm form) {
        EtsParameters truth = SimulatedEts.parameters(form).scaled(0.01);
        double[] y = SimulatedEts.series(truth, 0.02, 60, new SplittableRandom(7));
        var likelihood = new EtsLikelihood(form, y);
        double[] at = truth.smoothing(
                        0.3, form.hasTrend() ? 0.05 : 0, form.seasonal() ? 0.1 : 0, form.damped() ? 0.85 : truth.phi)
                .free();
        double[] gradient = new double[at.length];
        likelihood.at(at, gradient);

        for (int i = 0; i < at.length; i++) {
            double h = 1e-6;
            double[] other = new double[at.length];
            double[] near = at.clone();
            near[i] += h;
            double above = likelihood.at(near, other);
            near[i] -= 2 * h;
            double below = likelihood.at(near, other);
            assertThat(gradient[i])
                    .as("variable %d", i)
                    .isCloseTo((above - below) / (2 * h), within(1e-5 * (1 + Math.abs(gradient[i]))));
        }
    }

    /** Means and variances are compared with 200,000 drawn futures, to five standard errors. */
    @ParameterizedTest
    @FieldSource("FORMS")
    void theMomentsAreThoseOfDrawnFutures(EtsForm form) {
        int horizon = 10;
        int draws = 200_000;
        EtsParameters state = SimulatedEts.parameters(form);
        double deviation = form.multiplicativeError() ? 0.08 : 8;
        EtsMoments moments = EtsMoments.of(state, deviation * deviation, horizon);
        double[] sums = new double[horizon];
        double[] squares = new double[horizon];
        var random = new SplittableRandom(11);
        for (int i = 0; i < draws; i++) {
            double[] y = SimulatedEts.series(state, deviation, horizon, random);
            for (int h = 0; h < horizon; h++) {
                double rest = y[h] - moments.mean[h];
                sums[h] += rest;
                squares[h] += rest * rest;
            }
        }

        for (int h = 0; h < horizon; h++) {
            double error = Math.sqrt(moments.variance[h] / draws);
            assertThat(sums[h] / draws).as("mean %d ahead", h + 1).isCloseTo(0, within(5 * error));
            assertThat(squares[h] / draws / moments.variance[h])
                    .as("variance %d ahead", h + 1)
                    .isCloseTo(1, within(0.025));
        }
    }

    @ParameterizedTest
    @FieldSource("FORMS")
    void theSearchIsAtLeastAsLikelyAsTheTruth(EtsForm form) {
        EtsParameters truth = SimulatedEts.parameters(form);
        double[] y = SimulatedEts.series(truth, form.multiplicativeError() ? 0.01 : 1, 160, new SplittableRandom(13));

        EtsModel model = Ets.of(form).fit(y, 4).converged().orElseThrow();

        assertThat(model.logLikelihood().orElseThrow())
                .isGreaterThanOrEqualTo(EtsModel.of(truth, y).logLikelihood().orElseThrow() - 1e-6);
        assertThat(model.parameters().get("alpha")).isCloseTo(0.4, within(0.3));
        assertThat(model.sigma2())
                .isCloseTo(form.multiplicativeError() ? 1e-4 : 1, within(form.multiplicativeError() ? 3e-5 : 0.3));
    }
}
