package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.cluster.ChoiceOfK;
import org.zhike.statistics.cluster.GroupDescription;
import org.zhike.statistics.cluster.Grouping;
import org.zhike.statistics.cluster.KMeans;
import org.zhike.statistics.cluster.KMeansFitter;
import org.zhike.statistics.cluster.Medoids;
import org.zhike.statistics.cluster.MedoidsFitter;
import org.zhike.statistics.cluster.MixedTable;
import org.zhike.statistics.cluster.Points;
import org.zhike.statistics.cluster.Scaling;
import org.zhike.statistics.cluster.Silhouette;
import org.zhike.statistics.cluster.Stability;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "clusters",
        description = {
            "Groups of similar rows, and in what they differ.",
            "Means need numbers in every cell; medoids take texts as categories and empty cells as unknown.",
            "Without --k, 2 to 10 groups are tried and their qualities told."
        },
        mixinStandardHelpOptions = true)
final class ClustersCommand implements Callable<Integer> {

    enum Method {
        MEANS,
        MEDOIDS
    }

    enum Scale {
        Z,
        ROBUST,
        NONE
    }

    private static final int LEAST_K = 2;
    private static final int MOST_K = 10;

    /** How many differences of a group are told. */
    private static final int DIFFERENCES = 5;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "A row for each customer.")
    private Path input = Path.of("");

    @Option(
            names = "--columns",
            required = true,
            split = ",",
            paramLabel = "COLUMN",
            description = "What makes rows similar, such as recency,frequency,monetary.")
    private List<String> columns = new ArrayList<>();

    @Option(names = "--id", paramLabel = "COLUMN", description = "Written beside the group (default: the line).")
    private @Nullable String id;

    @Option(names = "--k", description = "How many groups (default: the best of 2 to 10).")
    private @Nullable Integer k;

    @Option(names = "--log", description = "Take log(1 + x) first: for amounts and counts with a long tail.")
    private boolean log;

    @Option(
            names = "--scale",
            defaultValue = "Z",
            description = "One of z, robust, none: what makes columns comparable (default: z). Means only.")
    private Scale scale = Scale.Z;

    @Option(names = "--method", defaultValue = "MEANS", description = "One of means, medoids (default: means).")
    private Method method = Method.MEANS;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same groups (default: 1).")
    private long seed;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "A CSV file, a row a row.")
    private Path output = Path.of("");

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        if (k != null && k < 1) {
            throw new ProductException(ModelError.BAD_OPTION, "--k must be at least 1, not " + k);
        }
        var answer = new Answer(spec, json);
        var table = new ClusterTable(input, columns, id, method == Method.MEDOIDS);
        answer.put("method", method.name().toLowerCase(java.util.Locale.ROOT))
                .put("rows", table.rows())
                .put("seed", seed);
        Optional<Grouping> grouping = method == Method.MEANS ? means(table, answer) : medoids(table, answer);
        if (grouping.isPresent()) {
            tell(grouping.get(), table, answer);
            table.write(output, grouping.get());
            answer.put("output", output.toString());
        }
        answer.print();
        return 0;
    }

    private Optional<Grouping> means(ClusterTable table, Answer answer) {
        var progress = new Progress(spec);
        List<Scaling.Step> steps = new ArrayList<>();
        if (log) {
            table.requireAboveMinusOne();
            steps.add(Scaling.Step.LOG1P);
        }
        switch (scale) {
            case Z -> steps.add(Scaling.Step.Z);
            case ROBUST -> steps.add(Scaling.Step.ROBUST);
            case NONE -> {}
        }
        Points raw = table.points();
        Scaling scaling = Scaling.fit(raw, steps);
        scaling.constantColumns()
                .forEach(column ->
                        answer.warn("Column " + columns.get(column) + " has one value only: it separates nobody."));
        Points points = scaling.apply(raw);
        int groups;
        if (k == null) {
            FitOutcome<ChoiceOfK> choice =
                    ChoiceOfK.search(points, LEAST_K, MOST_K, seed, done -> progress.show("clusters", done, MOST_K));
            if (!answer.take(choice)) {
                return Optional.empty();
            }
            ChoiceOfK found = choice.converged().orElseThrow();
            tell(found, answer);
            groups = found.bestK();
        } else {
            groups = k;
        }
        FitOutcome<KMeans> outcome =
                KMeansFitter.of(groups, seed).fit(points, restart -> progress.show("restarts", restart + 1L, 10));
        if (!answer.take(outcome)) {
            return Optional.empty();
        }
        KMeans model = model(outcome);
        answer.put("k", groups)
                .put("inertia", model.inertia())
                .put("scaling", steps.stream().map(Enum::name).toList());
        List<Map<String, Double>> centres = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            double[] centre = scaling.undo(model.centre(g));
            Map<String, Double> named = new LinkedHashMap<>();
            for (int j = 0; j < centre.length; j++) {
                named.put(columns.get(j), centre[j]);
            }
            centres.add(named);
        }
        answer.put("centres", centres);
        if (groups > 1) {
            tell(Silhouette.of(points, model.grouping(), seed), answer);
            Stability stability = Stability.of(points, model, 20, seed);
            answer.put("stability_rand", stability.adjustedRand()).put("stability_jaccard", stability.leastJaccard());
            if (stability.leastJaccard() < ChoiceOfK.STABLE) {
                answer.warn(
                        "At least one group does not come again when rows are drawn anew (Jaccard %.2f): do not name it."
                                .formatted(stability.leastJaccard()));
            }
        }
        return Optional.of(model.grouping());
    }

    private static void tell(ChoiceOfK choice, Answer answer) {
        answer.put("searched", choice.qualities()).put("gap_k", choice.gapK());
        if (choice.gapK() == 1) {
            answer.warn("The gap statistic sees no groups in these data, only one cloud.");
        }
    }

    private static void tell(Silhouette silhouette, Answer answer) {
        answer.put("silhouette", silhouette.mean())
                .put("silhouette_standard_error", silhouette.standardError())
                .put("silhouette_rows", silhouette.rows());
    }

    private Optional<Grouping> medoids(ClusterTable table, Answer answer) {
        var progress = new Progress(spec);
        MixedTable mixed = table.mixed(log);
        List<Map<String, Object>> searched = new ArrayList<>();
        FitOutcome<Medoids> best =
                MedoidsFitter.of(k == null ? LEAST_K : k, seed).fit(mixed);
        double most = Double.NEGATIVE_INFINITY;
        for (int groups = LEAST_K; k == null && groups <= MOST_K; groups++) {
            FitOutcome<Medoids> outcome = MedoidsFitter.of(groups, seed).fit(mixed);
            if (outcome instanceof FitOutcome.TooLittleData<Medoids>) {
                break;
            }
            Medoids model = model(outcome);
            double silhouette = Silhouette.of(mixed, model.grouping(), seed).mean();
            searched.add(Map.of("k", groups, "loss", model.loss(), "silhouette", silhouette));
            if (silhouette > most) {
                most = silhouette;
                best = outcome;
            }
            progress.show("clusters", groups, MOST_K);
        }
        if (!answer.take(best)) {
            return Optional.empty();
        }
        Medoids model = model(best);
        answer.put("k", model.k()).put("loss", model.loss());
        if (k == null) {
            answer.put("searched", searched);
        }
        if (model.k() > 1) {
            tell(Silhouette.of(mixed, model.grouping(), seed), answer);
        }
        List<Long> lines = new ArrayList<>();
        for (int g = 0; g < model.k(); g++) {
            lines.add(table.line(model.medoid(g)));
        }
        answer.put("medoid_lines", lines);
        return Optional.of(model.grouping());
    }

    private void tell(Grouping grouping, ClusterTable table, Answer answer) {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (GroupDescription group : GroupDescription.of(table.mixed(false), grouping)) {
            List<Map<String, Object>> differences = new ArrayList<>();
            for (GroupDescription.Difference difference :
                    group.differences().stream().limit(DIFFERENCES).toList()) {
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("column", difference.column());
                if (difference.level() >= 0) {
                    told.put("value", table.level(difference.column(), difference.level()));
                }
                told.put("in_group", difference.inGroup());
                told.put("elsewhere", difference.elsewhere());
                told.put("standardized", difference.standardized());
                differences.add(told);
            }
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("group", group.group());
            told.put("size", group.size());
            told.put("share", group.share());
            told.put("differences", differences);
            groups.add(told);
        }
        answer.put("groups", groups);
    }

    private static <M> M model(FitOutcome<M> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<M>(M model, int steps) -> model;
            case FitOutcome.NotConverged<M>(M last, int steps, String why) -> last;
            case FitOutcome.TooLittleData<M> little -> throw new IllegalStateException(little.toString());
        };
    }
}
