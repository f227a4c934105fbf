package org.zhike.statistics.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All forms of exponential smoothing that a series allows, fitted. */
final class EtsFamily {

    /** A form's most likely model. */
    record Member(EtsModel model, int iterations, boolean converged) {}

    private EtsFamily() {}

    /** The forms that an unchanged series of this period may have. */
    static List<EtsForm> forms(double[] y, int period) {
        boolean seasonal = period > 1 && period <= Ets.LONGEST_PERIOD && y.length > period;
        return EtsForm.all(seasonal ? period : 1, isPositive(y));
    }

    static boolean isPositive(double[] y) {
        for (double v : y) {
            if (!(v > 0)) {
                return false;
            }
        }
        return true;
    }

    /** The fitted forms, the one with the least AICc first; those with too many parameters are left out. At least one. */
    static List<Member> fit(double[] y, List<EtsForm> forms) {
        double scale = 0;
        for (double v : y) {
            scale += Math.abs(v) / y.length;
        }
        if (isConstant(y)) {
            return List.of(new Member(constant(y), 0, true));
        }
        double[] unit = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            unit[t] = y[t] / scale;
        }
        List<Member> members = new ArrayList<>();
        for (EtsForm form : forms) {
            EtsSearch.Found found = form.freeParameters() > y.length - 3 ? null : EtsSearch.best(form, unit);
            if (found != null) {
                EtsModel model = EtsModel.of(found.parameters().scaled(scale), y);
                members.add(new Member(model, found.iterations(), found.converged()));
            }
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("none of " + forms + " can describe the series");
        }
        members.sort(Comparator.comparingDouble(member -> member.model().aicc()));
        return members;
    }

    private static boolean isConstant(double[] y) {
        for (double v : y) {
            if (v != y[0]) {
                return false;
            }
        }
        return true;
    }

    /** A series of one value over and over continues so, without doubt. */
    private static EtsModel constant(double[] y) {
        var level = new EtsForm(EtsForm.Kind.ADDITIVE, EtsForm.Trend.NONE, EtsForm.Kind.NONE, 1);
        return EtsModel.of(new EtsParameters(level, EtsParameters.HIGHEST, 0, 0, 0, y[0], 0, new double[0]), y);
    }
}
