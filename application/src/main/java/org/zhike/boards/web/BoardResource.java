package org.zhike.boards.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.boards.Board.Limit;
import org.zhike.boards.Board.Span;
import org.zhike.boards.BoardAnswer;
import org.zhike.boards.BoardError;
import org.zhike.boards.BoardView;
import org.zhike.boards.BoardView.Source;
import org.zhike.boards.Boards;
import org.zhike.boards.Boards.Change;
import org.zhike.boards.Embeds;
import org.zhike.boards.Embeds.Embed;
import org.zhike.boards.Embeds.NewEmbed;
import org.zhike.boards.Look;
import org.zhike.boards.Share;
import org.zhike.boards.Share.Access;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Labels;
import org.zhike.kernel.Period;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectDefinition.Area;
import org.zhike.platform.Problem;
import tools.jackson.databind.JsonNode;

/** {@code /api/boards}: docs/api.md, "Boards". */
@RestController
@RequestMapping("/api/boards")
class BoardResource {

    private final Boards boards;
    private final Embeds embeds;

    BoardResource(Boards boards, Embeds embeds) {
        this.boards = boards;
        this.embeds = embeds;
    }

    record BoardLine(
            String id,
            Labels labels,
            @Nullable Area area,
            Source source,
            Access access,
            @Nullable String owner,
            @Nullable Instant updatedAt) {

        static BoardLine of(BoardView board) {
            return new BoardLine(
                    board.id(),
                    board.definition().labels(),
                    board.definition().area(),
                    board.source(),
                    board.access(),
                    board.owner(),
                    board.updatedAt());
        }
    }

    @GetMapping
    List<BoardLine> all(Actor actor) {
        return boards.all(actor).stream().map(BoardLine::of).toList();
    }

    @GetMapping("/{id}")
    BoardView get(Actor actor, @PathVariable String id) {
        return boards.get(actor, id);
    }

    record NewBoard(@Nullable JsonNode definition) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    BoardView create(Actor actor, @RequestBody NewBoard board) {
        return boards.create(actor, given(board.definition()));
    }

    record ChangedBoard(int version, @Nullable JsonNode definition) {}

    /** The problem of a change that came too late, and the board as it is now. */
    record Outdated(int status, String code, String detail, List<Problem.Described> issues, BoardView current) {}

    @PutMapping("/{id}")
    ResponseEntity<Object> change(Actor actor, @PathVariable String id, @RequestBody ChangedBoard board) {
        return switch (boards.change(actor, id, board.version(), given(board.definition()))) {
            case Change.Done(BoardView now) -> ResponseEntity.ok(now);
            case Change.Outdated(BoardView now, ProductException e) -> {
                Problem problem = Problem.of(e);
                yield ResponseEntity.status(problem.status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(new Outdated(problem.status(), problem.code(), problem.detail(), problem.issues(), now));
            }
        };
    }

    record CopyJson(@Nullable Labels labels) {}

    @PostMapping("/{id}/copy")
    @ResponseStatus(HttpStatus.CREATED)
    BoardView copy(Actor actor, @PathVariable String id, @RequestBody CopyJson copy) {
        return boards.copy(actor, id, copy.labels());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable String id) {
        boards.delete(actor, id);
    }

    @PostMapping("/{id}/restore")
    BoardView restore(Actor actor, @PathVariable String id) {
        return boards.restore(actor, id);
    }

    record SharesJson(@Nullable List<Share> shares) {}

    @PutMapping("/{id}/shares")
    BoardView share(Actor actor, @PathVariable String id, @RequestBody SharesJson shares) {
        return boards.share(actor, id, shares.shares() == null ? List.of() : shares.shares());
    }

    record PeriodJson(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Grain grain,
            @Nullable Integer steps) {}

    record LookJson(
            @Nullable JsonNode definition,
            @Nullable PeriodJson period,
            @Nullable Grain grain,
            @Nullable String filter,
            @Nullable List<Limit> limits,
            @Nullable Set<String> tiles) {

        Look look() {
            Span span = null;
            Period days = null;
            if (period != null) {
                if (period.grain() != null && period.steps() != null && period.steps() > 0 && period.steps() <= 1000) {
                    span = new Span(period.grain(), period.steps());
                } else if (period.from() != null
                        && period.to() != null
                        && period.from().isBefore(period.to())) {
                    days = new Period(period.from(), period.to());
                } else {
                    throw new ProductException(List.of(
                            Issue.of("period", BoardError.MUST_BE, "{from, to}, from before to, or {grain, steps}")));
                }
            }
            return new Look(span, days, grain, filter, limits == null ? List.of() : limits, tiles);
        }
    }

    @PostMapping("/{id}/answers")
    BoardAnswer answers(Actor actor, Locale language, @PathVariable String id, @RequestBody LookJson look) {
        return boards.answer(actor, id, look.look(), language);
    }

    @PostMapping("/preview")
    BoardAnswer preview(Actor actor, Locale language, @RequestBody LookJson look) {
        return boards.preview(actor, given(look.definition()), look.look(), language);
    }

    @GetMapping("/{id}/embeds")
    List<Embed> embeds(Actor actor, @PathVariable String id) {
        return embeds.all(actor, id);
    }

    record EmbedJson(
            @Nullable String label,
            @Nullable JsonNode filters,
            @Nullable Instant expiresAt) {}

    @PostMapping("/{id}/embeds")
    @ResponseStatus(HttpStatus.CREATED)
    NewEmbed embed(Actor actor, @PathVariable String id, @RequestBody EmbedJson embed) {
        return embeds.create(actor, id, embed.label(), embed.filters(), embed.expiresAt());
    }

    @DeleteMapping("/{id}/embeds/{embed}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Actor actor, @PathVariable String id, @PathVariable long embed) {
        embeds.revoke(actor, id, embed);
    }

    private static JsonNode given(@Nullable JsonNode definition) {
        if (definition == null) {
            throw new ProductException(List.of(Issue.of("definition", BoardError.IS_MISSING, "definition")));
        }
        return definition;
    }
}
