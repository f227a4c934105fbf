package org.zhike.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;

/**
 * The steps of time of a question, oldest first; with comparison, one more before the first that is shown.
 *
 * @param shown how many of the last steps are shown
 */
record Spine(@Nullable Grain grain, List<Step> steps, int shown) {

    /**
     * @param label the first day of the calendar step, or of the period when there is no grain
     * @param period its days inside the question's period, those that have not come yet cut off
     * @param complete whether nothing was cut off
     */
    record Step(LocalDate label, Period period, boolean complete) {

        LocalDate from() {
            return period.from();
        }

        LocalDate to() {
            return period.to();
        }
    }

    Spine {
        steps = List.copyOf(steps);
    }

    /** @param today the last day there can be records of; steps after it do not exist yet */
    static Spine of(Period period, @Nullable Grain grain, boolean compare, LocalDate today) {
        List<Step> shown = grain == null ? List.of(step(period.from(), period, today)) : steps(period, grain, today);
        shown = shown.stream().filter(step -> !step.from().isAfter(today)).toList();
        if (!compare || shown.isEmpty()) {
            return new Spine(grain, shown, shown.size());
        }
        List<Step> all = new ArrayList<>();
        all.add(grain == null ? before(period, shown.getFirst()) : before(grain, shown.getFirst()));
        all.addAll(shown);
        return new Spine(grain, all, shown.size());
    }

    private static List<Step> steps(Period period, Grain grain, LocalDate today) {
        List<Step> steps = new ArrayList<>();
        LocalDate label = grain.startOf(period.from());
        while (label.isBefore(period.to()) && !label.isAfter(today)) {
            LocalDate next = grain.plus(label, 1);
            LocalDate from = label.isBefore(period.from()) ? period.from() : label;
            Step step = step(label, new Period(from, next.isAfter(period.to()) ? period.to() : next), today);
            boolean whole = from.equals(label) && !next.isAfter(period.to());
            steps.add(new Step(label, step.period(), step.complete() && whole));
            label = next;
        }
        return steps;
    }

    private static Step step(LocalDate label, Period period, LocalDate today) {
        LocalDate tomorrow = today.plusDays(1);
        boolean ended = !period.to().isAfter(tomorrow);
        return new Step(
                label,
                ended || !period.from().isBefore(tomorrow) ? period : new Period(period.from(), tomorrow),
                ended);
    }

    private static Step before(Grain grain, Step first) {
        LocalDate label = grain.plus(first.label(), -1);
        return new Step(label, new Period(label, first.label()), true);
    }

    /** The period before, and of it no more days than have passed of the one shown, so that like is compared with like. */
    private static Step before(Period period, Step shown) {
        Period before = previous(period);
        LocalDate sameLength = before.from().plusDays(shown.period().days());
        boolean cut = !shown.complete() && sameLength.isBefore(before.to());
        return new Step(before.from(), cut ? new Period(before.from(), sameLength) : before, true);
    }

    /** The period of the same length that ends where this one starts: as many months if it is whole months, else as many days. */
    static Period previous(Period period) {
        if (period.from().getDayOfMonth() == 1 && period.to().getDayOfMonth() == 1) {
            long months = java.time.temporal.ChronoUnit.MONTHS.between(period.from(), period.to());
            return new Period(period.from().minusMonths(months), period.from());
        }
        return new Period(period.from().minusDays(period.days()), period.from());
    }

    /** Only some of the steps, all shown. */
    Spine only(List<Step> some) {
        return new Spine(grain, some, some.size());
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    List<Step> shownSteps() {
        return steps.subList(steps.size() - shown, steps.size());
    }

    LocalDate from() {
        return steps.getFirst().from();
    }

    LocalDate to() {
        return steps.getLast().to();
    }

    /** The steps' days, in as few stretches as possible. */
    List<Period> stretches() {
        List<Period> stretches = new ArrayList<>();
        for (Step step : steps) {
            if (!stretches.isEmpty() && stretches.getLast().to().equals(step.from())) {
                stretches.add(new Period(stretches.removeLast().from(), step.to()));
                continue;
            }
            stretches.add(step.period());
        }
        return stretches;
    }
}
