package org.zhike.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Path;
import org.zhike.metrics.Form.Followed;
import org.zhike.metrics.Form.Gaps;
import org.zhike.metrics.Form.Groups;
import org.zhike.metrics.Form.Lifetimes;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Form.States;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.ReadyMetric.Follower;
import org.zhike.metrics.Spine.Step;
import org.zhike.objects.ObjectDefinition;
import org.zhike.projection.ChangeLog;

/**
 * What of the projection the samples of a step depend on, so that they can be kept until some of it changes: the records on the
 * days that the metric's form reaches from the step, and the records that paths lead to. Of those no new one matters: what refers to it
 * is newer still, or changed. The record a time lies in ({@code order.ordered_at}) moves nothing but on its own days.
 */
record Reach(List<Part> parts) {

    /** Which days a form reaches from a step. */
    private interface Window {
        ChangeLog.Days of(Step step);
    }

    /** Records of an object by their time, and those that paths from them lead to. */
    private record Part(ObjectDefinition object, Path time, Window window, Set<String> referred, FieldPaths paths) {

        boolean hasChanged(ChangeLog log, Step step, long since) {
            ChangeLog.Days days = window.of(step);
            return log.hasChanged(object.name(), time.toString(), days, since)
                    || (time.names().size() > 1
                            && paths.owner(object, time)
                                    .map(owner -> log.hasChanged(owner.name(), time.name(), days, since))
                                    .orElse(true))
                    || referred.stream().anyMatch(name -> log.hasChangedExisting(name, since));
        }
    }

    static Reach of(Counted metric, Set<Path> read, Set<Path> readOfFollower, int churnWindowDays, FieldPaths paths) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(
                metric.object(),
                metric.time(),
                window(metric.form(), churnWindowDays),
                referred(metric.object(), metric.time(), read, paths),
                paths));
        Follower follower = metric.follower();
        if (follower != null) {
            parts.add(new Part(
                    follower.object(),
                    follower.time(),
                    step -> new ChangeLog.Days(step.from(), step.to().plusDays(follower.withinDays()), false),
                    referred(follower.object(), follower.time(), readOfFollower, paths),
                    paths));
        }
        return new Reach(List.copyOf(parts));
    }

    private static Window window(Form.Counted form, int churnWindowDays) {
        return switch (form) {
            case Rows rows when rows.untilEnd() -> step -> new ChangeLog.Days(null, step.to(), true);
            case Groups groups when groups.untilEnd() -> step -> new ChangeLog.Days(null, step.to(), false);
            case Rows _, Groups _, Followed _ -> step -> new ChangeLog.Days(step.from(), step.to(), false);
            case Gaps _, Lifetimes _ -> step -> new ChangeLog.Days(null, step.to(), false);
            case States _ -> step -> new ChangeLog.Days(start(step, churnWindowDays), step.to(), false);
        };
    }

    private static @Nullable LocalDate start(Step step, int churnWindowDays) {
        return step.from().minusDays(churnWindowDays);
    }

    /** The objects that paths lead through, but for the record that the time lies in. */
    private static Set<String> referred(ObjectDefinition object, Path time, Set<Path> read, FieldPaths paths) {
        List<String> placing = prefix(time);
        Set<String> referred = new HashSet<>();
        for (Path path : read) {
            for (int length = 1; length < path.names().size(); length++) {
                if (!path.names().subList(0, length).equals(placing)) {
                    paths.owner(object, new Path(path.names().subList(0, length + 1)))
                            .ifPresent(owner -> referred.add(owner.name()));
                }
            }
        }
        return referred;
    }

    private static List<String> prefix(Path path) {
        return path.names().subList(0, path.names().size() - 1);
    }

    /** Whether something that a step's samples depend on has changed since a run. */
    boolean hasChanged(ChangeLog log, Step step, long since) {
        return parts.stream().anyMatch(part -> part.hasChanged(log, step, since));
    }
}
