package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.recommend.EaseFitter;
import org.zhike.statistics.recommend.History;
import org.zhike.statistics.recommend.ImplicitAlsFitter;
import org.zhike.statistics.recommend.ItemCosine;
import org.zhike.statistics.recommend.LeaveLastOut;
import org.zhike.statistics.recommend.PersonalFrequency;
import org.zhike.statistics.recommend.Popularity;
import org.zhike.statistics.recommend.Purchases;
import org.zhike.statistics.recommend.Ranking;
import org.zhike.statistics.recommend.Recommender;
import org.zhike.statistics.recommend.RecommenderChoice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "recommend",
        description = {
            "What to offer each user next, from who bought what when.",
            "A user's purchases of one day are one basket. --evaluate sets each user's last basket aside and tells how often"
                    + " the offers hit it, beside popularity."
        },
        mixinStandardHelpOptions = true)
final class RecommendCommand implements Callable<Integer> {

    enum Model {
        EASE,
        COSINE,
        ALS,
        POPULARITY,
        FREQUENCY,
        AUTO
    }

    private static final double EASE_LAMBDA = 500;
    private static final int NEIGHBOURS = 200;
    private static final int BLOCK = 1024;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "Purchases, one in each row.")
    private Path input = Path.of("");

    @Option(names = "--user", required = true, paramLabel = "COLUMN", description = "Who bought.")
    private String user = "";

    @Option(names = "--item", required = true, paramLabel = "COLUMN", description = "What.")
    private String item = "";

    @Option(names = "--time", required = true, paramLabel = "COLUMN", description = "When, such as 2026-01-31.")
    private String time = "";

    @Option(
            names = "--model",
            defaultValue = "AUTO",
            description =
                    "One of ease, cosine, als, popularity, frequency, auto (default: auto, which tries them and blends"
                            + " with the season).")
    private Model model = Model.AUTO;

    @Option(names = "--top", defaultValue = "10", description = "How many offers (default: 10).")
    private int top;

    @Option(names = "--new-only", description = "Offer only what the user has not bought.")
    private boolean newOnly;

    @Option(names = "--evaluate", description = "Judge the model by the last baskets.")
    private boolean evaluate;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same answer (default: 1).")
    private long seed;

    @Option(names = "--output", paramLabel = "FILE", description = "A CSV file, a row an offer.")
    private Path output = Path.of("");

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        if (top < 1) {
            throw new ProductException(ModelError.BAD_OPTION, "--top must be at least 1, not " + top);
        }
        if (newOnly && model == Model.FREQUENCY) {
            throw new ProductException(
                    ModelError.BAD_OPTION, "--model frequency offers what was bought before: leave --new-only out.");
        }
        boolean write = !output.toString().isEmpty();
        if (!write && !evaluate) {
            throw new ProductException(ModelError.BAD_OPTION, "Say --output FILE, --evaluate, or both.");
        }
        var answer = new Answer(spec, json);
        Frame frame = Frame.read(input, List.of(Column.text(user), Column.text(item), Column.date(time)));
        Purchases purchases = Purchases.of(
                frame.texts(user).codes(),
                frame.texts(item).codes(),
                Arrays.stream(frame.days(time)).asLongStream().toArray());
        answer.put("users", purchases.users())
                .put("items", purchases.items())
                .put("purchases", purchases.size())
                .put("new_only", newOnly);
        run(frame, purchases, write, answer);
        answer.print();
        return 0;
    }

    private void run(Frame frame, Purchases purchases, boolean write, Answer answer) {
        FitOutcome<LeaveLastOut> split = LeaveLastOut.of(purchases);
        Function<Purchases, Recommender> fitter = fitter(split, purchases, answer);
        if (evaluate) {
            split.converged()
                    .ifPresentOrElse(
                            found -> judge(found, fitter, answer),
                            () -> answer.warn("Nobody has two baskets: there is nothing to judge offers by."));
        }
        if (write) {
            write(frame, purchases, fitter.apply(purchases), answer);
        }
    }

    private Function<Purchases, Recommender> fitter(
            FitOutcome<LeaveLastOut> split, Purchases purchases, Answer answer) {
        if (model == Model.AUTO) {
            return choose(split.converged().map(LeaveLastOut::training).orElse(purchases), answer);
        }
        answer.put("model", model.name().toLowerCase(Locale.ROOT));
        return switch (model) {
            case EASE -> {
                answer.put("lambda", EASE_LAMBDA);
                if (purchases.items() > EaseFitter.MOST_ITEMS) {
                    answer.warn("EASE knows only the %d most bought items of %d."
                            .formatted(EaseFitter.MOST_ITEMS, purchases.items()));
                }
                yield data -> fitted(EaseFitter.of(EASE_LAMBDA).fit(data), data, answer);
            }
            case ALS -> data -> fitted(ImplicitAlsFitter.of(seed).fit(data), data, answer);
            case COSINE -> data -> ItemCosine.of(data, NEIGHBOURS);
            case FREQUENCY -> PersonalFrequency::of;
            case POPULARITY, AUTO -> Popularity::of;
        };
    }

    private Function<Purchases, Recommender> choose(Purchases training, Answer answer) {
        var progress = new Progress(spec);
        var tried = new AtomicInteger();
        FitOutcome<RecommenderChoice> choice = RecommenderChoice.search(
                training,
                top,
                newOnly,
                1,
                seed,
                name -> progress.show("tried", tried.incrementAndGet(), RecommenderChoice.tries(newOnly)));
        if (!answer.take(choice)) {
            answer.put("model", "popularity");
            answer.warn("There are too few baskets to choose a model by: popularity is offered.");
            return Popularity::of;
        }
        RecommenderChoice found = choice.converged().orElseThrow();
        answer.put("model", found.name()).put("candidates", found.candidates());
        return found.fitter();
    }

    private static <M extends Recommender> Recommender fitted(FitOutcome<M> outcome, Purchases data, Answer answer) {
        answer.take(outcome);
        return switch (outcome) {
            case FitOutcome.Converged<M>(M fitted, int steps) -> fitted;
            case FitOutcome.NotConverged<M>(M last, int steps, String why) -> last;
            case FitOutcome.TooLittleData<M> little -> Popularity.of(data);
        };
    }

    private void judge(LeaveLastOut split, Function<Purchases, Recommender> fitter, Answer answer) {
        LeaveLastOut.Evaluation own = split.evaluate(fitter.apply(split.training()), top, newOnly, seed);
        LeaveLastOut.Evaluation baseline = split.evaluate(Popularity.of(split.training()), top, newOnly, seed);
        answer.put("evaluation", told(own)).put("popularity_evaluation", told(baseline));
        if (own.users() == 0) {
            answer.warn("No last basket holds anything to judge offers by.");
        } else if (model != Model.POPULARITY && own.hitRate() <= baseline.hitRate()) {
            answer.warn("The model does not beat popularity on these data.");
        }
    }

    private static Map<String, Object> told(LeaveLastOut.Evaluation evaluation) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("users", evaluation.users());
        told.put("hit_rate", evaluation.hitRate());
        told.put(
                "hit_rate_interval",
                List.of(
                        evaluation.hitRateInterval().low(),
                        evaluation.hitRateInterval().high()));
        told.put("precision", evaluation.precision());
        told.put("recall", evaluation.recall());
        told.put("ndcg", evaluation.ndcg());
        told.put("mrr", evaluation.reciprocalRank());
        told.put("coverage", evaluation.coverage());
        return told;
    }

    private void write(Frame frame, Purchases purchases, Recommender recommender, Answer answer) {
        List<String> users = frame.texts(user).levels();
        List<String> items = frame.texts(item).levels();
        long now = purchases.latest() + 1;
        var progress = new Progress(spec);
        int[] byPopularity = new int[1];
        CsvOutput.write(output, List.of(user, "rank", item, "source"), sink -> {
            for (int from = 0; from < users.size(); from += BLOCK) {
                int first = from;
                int to = Math.min(users.size(), from + BLOCK);
                int[][] offers = new int[to - from][];
                boolean[] known = new boolean[to - from];
                IntStream.range(from, to).parallel().forEach(u -> {
                    History history = purchases.history(u, now);
                    known[u - first] = recommender.knows(history);
                    offers[u - first] = Ranking.top(recommender, history, top, newOnly);
                });
                for (int u = from; u < to; u++) {
                    byPopularity[0] += known[u - from] ? 0 : 1;
                    for (int rank = 0; rank < offers[u - from].length; rank++) {
                        sink.accept(List.of(
                                users.get(u),
                                String.valueOf(rank + 1),
                                items.get(offers[u - from][rank]),
                                known[u - from] ? "model" : "popularity"));
                    }
                }
                progress.show("users", to, users.size());
            }
        });
        answer.put("users_by_popularity", byPopularity[0])
                .put(
                        "offers_for_new_users_by_popularity",
                        IntStream.of(Ranking.top(Popularity.of(purchases), History.none(now), top, false))
                                .mapToObj(items::get)
                                .toList())
                .put("output", output.toString());
        if (byPopularity[0] > 0) {
            answer.warn(
                    byPopularity[0] + " users bought nothing that the model knows; they are offered what is popular.");
        }
    }
}
