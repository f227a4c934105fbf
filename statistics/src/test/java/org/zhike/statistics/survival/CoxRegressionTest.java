package org.zhike.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoxRegressionTest {

    @Test
    void x() {
        CoxModel m = CoxRegression.efron()
                .fit(
                        Ovarian.DAYS,
                        Ovarian.DIED,
                        Covariates.of(26)
                                .number("age", Ovarian.AGE)
                                .number("ecog", Ovarian.ECOG)
                                .build())
                .converged()
                .orElseThrow();
        System.out.println("OUT " + m.coefficient(0) + " " + m.standardError(0) + " " + m.coefficient(1) + " "
                + m.logLikelihood() + " " + m.scoreTest() + m.waldTest() + m.likelihoodRatioTest());
        assertThat(m.names()).hasSize(2);
    }
}
