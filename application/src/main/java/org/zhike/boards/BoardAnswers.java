package org.zhike.boards;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.zhike.boards.Board.Limit;
import org.zhike.boards.Board.Span;
import org.zhike.boards.BoardAnswer.TileAnswer;
import org.zhike.identity.Actor;
import org.zhike.kernel.ErrorKind;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Period;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.Metric;
import org.zhike.metrics.MetricAnswer;
import org.zhike.metrics.MetricAnswer.Result;
import org.zhike.metrics.MetricQuery;
import org.zhike.metrics.Metrics;
import org.zhike.platform.CompanySettings;
import org.zhike.platform.Problem;
import org.zhike.projection.Projection;
import org.zhike.projection.ProjectionError;

/**
 * Asks what the tiles of a board show, the one way there is: for people, for previews, for pages elsewhere. Tiles that ask alike ask
 * together; one tile's trouble is not the others'.
 */
@Component
final class BoardAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(BoardAnswers.class);

    private final Metrics metrics;
    private final BoardCheck check;
    private final Projection projection;
    private final CompanySettings company;
    private final Clock clock;

    BoardAnswers(Metrics metrics, BoardCheck check, Projection projection, CompanySettings company, Clock clock) {
        this.metrics = metrics;
        this.check = check;
        this.projection = projection;
        this.company = company;
        this.clock = clock;
    }

    /** @param always limits without which nothing may be shown, whatever the look says */
    BoardAnswer answer(Actor actor, Board board, Look look, List<Limit> always, Locale language) {
        Asking asking = new Asking(board, look, always);
        Set<String> wanted = look.tiles();
        List<Asked> asked = board.tiles().stream()
                .filter(tile -> wanted == null || wanted.contains(tile.id()))
                .map(asking::tile)
                .toList();
        Map<MetricQuery, Given> given = ask(actor, asked, language);
        Instant asOf = given.values().stream()
                .map(Given::answer)
                .filter(Objects::nonNull)
                .map(MetricAnswer::asOf)
                .min(Instant::compareTo)
                .orElse(null);
        return new BoardAnswer(
                asOf,
                projection.status().state(),
                asked.stream().map(one -> one.answered(given)).toList());
    }

    /** What one metric of a tile is asked, a question for each of its kind's; or why it cannot be. */
    private record Question(
            String metric,
            List<MetricQuery> queries,
            @Nullable String filter,
            @Nullable Problem problem) {

        Question {
            queries = List.copyOf(queries);
        }
    }

    /** What a question came to: an answer or a problem. */
    private record Given(
            @Nullable MetricAnswer answer, @Nullable Problem problem) {

        Optional<Result> result(String metric) {
            return answer == null
                    ? Optional.empty()
                    : answer.results().stream()
                            .filter(result -> result.metric().equals(metric))
                            .findFirst();
        }
    }

    private Map<MetricQuery, Given> ask(Actor actor, List<Asked> asked, Locale language) {
        Map<MetricQuery, Set<String>> together = new LinkedHashMap<>();
        for (Asked tile : asked) {
            for (Question question : tile.questions()) {
                question.queries()
                        .forEach(query -> together.computeIfAbsent(query, _ -> new LinkedHashSet<>())
                                .add(question.metric()));
            }
        }
        Map<MetricQuery, Given> given = new HashMap<>();
        together.forEach((query, ids) -> given.put(query, ask(actor, query, ids, language)));
        return given;
    }

    private Given ask(Actor actor, MetricQuery query, Set<String> ids, Locale language) {
        try {
            return new Given(metrics.query(actor, of(query, List.copyOf(ids)), language), null);
        } catch (ProductException e) {
            boolean isEverybodys =
                    e.kind() == ErrorKind.UNAVAILABLE && e.issues().getFirst().code() != ProjectionError.TOO_SLOW;
            if (isEverybodys) {
                throw e;
            }
            return new Given(null, Problem.of(e));
        } catch (RuntimeException e) {
            return new Given(null, Problem.unexpected("answering a tile", e, LOG));
        }
    }

    /** The same question of these metrics. */
    private static MetricQuery of(MetricQuery query, List<String> ids) {
        return new MetricQuery(
                ids, query.by(), query.grain(), query.period(), query.filter(), query.currency(), query.compare());
    }

    /** One tile and what it asks. */
    private record Asked(
            Tile tile, Period period, Grain step, int asks, List<String> notLimitedBy, List<Question> questions) {

        TileAnswer answered(Map<MetricQuery, Given> given) {
            List<List<Result>> answers = new ArrayList<>();
            Map<String, Problem> problems = new LinkedHashMap<>();
            Map<String, String> filters = new LinkedHashMap<>();
            for (int i = 0; i < asks; i++) {
                answers.add(new ArrayList<>());
            }
            for (Question question : questions) {
                if (question.problem() != null) {
                    problems.put(question.metric(), question.problem());
                }
                if (question.filter() != null) {
                    filters.put(question.metric(), question.filter());
                }
                for (int i = 0; i < question.queries().size(); i++) {
                    Given one =
                            Objects.requireNonNull(given.get(question.queries().get(i)));
                    if (one.problem() != null) {
                        problems.put(question.metric(), one.problem());
                    }
                    one.result(question.metric()).ifPresent(answers.get(i)::add);
                }
            }
            return new TileAnswer(tile.id(), period, step, filters, notLimitedBy, answers, problems);
        }
    }

    /** What is asked of all tiles alike. */
    private final class Asking {

        private final Look look;
        private final List<Limit> limits;
        private final List<Limit> always;
        private final Span usual;
        private final LocalDate today = LocalDate.ofInstant(clock.instant(), company.zone());

        Asking(Board board, Look look, List<Limit> always) {
            this.look = look;
            this.always = always;
            this.usual = board.period();
            Map<String, Limit> byPath = new LinkedHashMap<>();
            board.filters().forEach(limit -> byPath.put(limit.path(), limit));
            look.limits().forEach(limit -> byPath.put(limit.path(), limit));
            limits = byPath.values().stream()
                    .filter(limit -> !limit.values().isEmpty())
                    .toList();
        }

        Asked tile(Tile tile) {
            Span own = tile.period();
            Period period = own != null ? days(own) : period();
            Grain step = look.grain() != null
                    ? look.grain()
                    : tile.grain() != null ? tile.grain() : own != null ? own.grain() : step();
            List<Kind.Ask> asks = tile.kind().asks(tile, step);
            Set<String> notLimitedBy = new LinkedHashSet<>();
            List<Question> questions = tile.metrics().stream()
                    .map(id -> question(tile, id, period, asks, notLimitedBy))
                    .toList();
            return new Asked(tile, period, step, asks.size(), List.copyOf(notLimitedBy), questions);
        }

        private Question question(Tile tile, String id, Period period, List<Kind.Ask> asks, Set<String> notLimitedBy) {
            Metric metric = check.find(id).orElse(null);
            if (metric == null) {
                return failed(id, new ProductException(BoardError.METRIC_IS_GONE, id, check.hint(id)));
            }
            for (Limit limit : always) {
                if (Limits.path(metrics, metric, limit.path()).isEmpty()) {
                    return failed(id, new ProductException(BoardError.CANNOT_BE_LIMITED, limit.path()));
                }
            }
            limits.stream()
                    .map(Limit::path)
                    .filter(path -> Limits.path(metrics, metric, path).isEmpty())
                    .forEach(notLimitedBy::add);
            String filter = filter(tile, metric);
            Issues issues = new Issues();
            // The person's filter first and alone: its complaints then point into what the person wrote.
            asks.forEach(ask -> check(query(ask, period, look.filter()), id, issues));
            if (issues.isEmpty()) {
                asks.forEach(ask -> check(query(ask, period, filter), id, issues));
            }
            return issues.isEmpty()
                    ? new Question(
                            id,
                            asks.stream().map(ask -> query(ask, period, filter)).toList(),
                            filter,
                            null)
                    : failed(id, new ProductException(issues.all()));
        }

        private void check(MetricQuery query, String id, Issues issues) {
            Issues own = new Issues();
            metrics.check(of(query, List.of(id)), own);
            own.all().stream().filter(issue -> !issues.all().contains(issue)).forEach(issues::add);
        }

        private @Nullable String filter(Tile tile, Metric metric) {
            List<Limit> all = new ArrayList<>(limits);
            all.addAll(always);
            List<String> others = new ArrayList<>();
            if (tile.filter() != null) {
                others.add(tile.filter());
            }
            if (look.filter() != null && !look.filter().isBlank()) {
                others.add(look.filter());
            }
            return Limits.condition(metrics, metric, all, others);
        }

        private static Question failed(String id, ProductException reason) {
            return new Question(id, List.of(), null, Problem.of(reason));
        }

        private static MetricQuery query(Kind.Ask ask, Period period, @Nullable String filter) {
            return new MetricQuery(List.of(), ask.by(), ask.grain(), period, filter, null, ask.compare());
        }

        private Period period() {
            Period days = look.period();
            Span span = look.span();
            return days != null ? days : days(span == null ? usual : span);
        }

        private Period days(Span span) {
            LocalDate to = span.grain().startOf(today);
            return new Period(span.grain().plus(to, -span.steps()), to);
        }

        /** The step of charts that have none of their own. */
        private Grain step() {
            if (look.period() != null) {
                return grainFor(look.period());
            }
            Span span = look.span();
            return span == null ? usual.grain() : span.grain();
        }

        /** The coarsest step that still cuts the period into ten parts or so. */
        private static Grain grainFor(Period period) {
            long days = period.days();
            if (days <= 31) {
                return Grain.DAY;
            }
            return days <= 120 ? Grain.WEEK : days <= 1100 ? Grain.MONTH : days <= 3300 ? Grain.QUARTER : Grain.YEAR;
        }
    }
}
