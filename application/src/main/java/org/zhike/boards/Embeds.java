package org.zhike.boards;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.zhike.boards.Board.Limit;
import org.zhike.boards.BoardStore.Stored;
import org.zhike.boards.Share.Access;
import org.zhike.identity.Actor;
import org.zhike.identity.Audit;
import org.zhike.identity.Role;
import org.zhike.identity.Users;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.Metric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Boards on pages elsewhere, for people who are not signed in: whoever has the key sees what this one board shows, with the rights of
 * its owner, and can ask nothing else.
 */
@Service
public final class Embeds {

    private static final int RANDOM_BYTES = 32;
    private static final int LONGEST_LABEL = 100;

    private final SecureRandom random = new SecureRandom();
    private final Boards boards;
    private final BoardStore store;
    private final BoardAnswers answers;
    private final BoardCheck check;
    private final Users users;
    private final Audit audit;
    private final DSLContext dsl;
    private final JsonMapper json;
    private final Clock clock;

    Embeds(
            Boards boards,
            BoardStore store,
            BoardAnswers answers,
            BoardCheck check,
            Users users,
            Audit audit,
            DSLContext dsl,
            JsonMapper json,
            Clock clock) {
        this.boards = boards;
        this.store = store;
        this.answers = answers;
        this.check = check;
        this.users = users;
        this.audit = audit;
        this.dsl = dsl;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A key without its secret.
     *
     * @param filters limits that always hold; a tile whose records do not have them is not shown
     * @param expiresAt null = never
     */
    public record Embed(
            long id,
            String label,
            List<Limit> filters,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt) {

        public Embed {
            filters = List.copyOf(filters);
        }
    }

    /** A key at the only time its secret is known. */
    public record NewEmbed(Embed embed, String token) {}

    public List<Embed> all(Actor actor, String board) {
        long id = boards.mustBe(actor, board, Access.OWN).id();
        return dsl.resultQuery("""
                        select id, label, filters, created_at, created_by, expires_at from zhike.board_embed
                        where board_id = ? order by id desc limit 200""", id).fetch(this::embed);
    }

    /** @param filters the list of limits as JSON; null = none */
    public NewEmbed create(
            Actor actor,
            String board,
            @Nullable String label,
            @Nullable JsonNode filters,
            @Nullable Instant expiresAt) {
        Stored stored = boards.mustBe(actor, board, Access.OWN);
        Issues issues = new Issues();
        String name = label == null ? "" : label.strip();
        if (name.isEmpty() || name.length() > LONGEST_LABEL) {
            issues.add("label", BoardError.MUST_BE, "a name of at most " + LONGEST_LABEL + " characters");
        }
        if (expiresAt != null && expiresAt.isBefore(clock.instant())) {
            issues.add("expiresAt", BoardError.IN_THE_PAST, expiresAt);
        }
        List<Limit> limits = limits(filters, issues);
        for (int i = 0; i < limits.size(); i++) {
            if (!check.reachesAny(stored.definition(), limits.get(i).path())) {
                issues.add(
                        "filters[" + i + "].path",
                        BoardError.CANNOT_BE_LIMITED,
                        limits.get(i).path());
            }
        }
        issues.throwIfAny();
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return dsl.transactionResult(_ -> {
            Record row = dsl.fetchSingle(
                    """
                    insert into zhike.board_embed
                    (board_id, label, hash, filters, created_at, created_by, user_id, expires_at)
                    values (?, ?, ?, cast(? as jsonb), cast(? as timestamptz), ?, ?, cast(? as timestamptz))
                    returning id, label, filters, created_at, created_by, expires_at""",
                    stored.id(),
                    name,
                    hash(token),
                    json.writeValueAsString(limits),
                    clock.instant(),
                    actor.name(),
                    actor.userId(),
                    expiresAt);
            audit.record(actor, "board_embedded", Map.of("board", stored.id(), "label", name));
            return new NewEmbed(embed(row), token);
        });
    }

    /** Ends a key at once. */
    public void revoke(Actor actor, String board, long id) {
        long boardId = boards.mustBe(actor, board, Access.OWN).id();
        dsl.transaction(_ -> {
            String label = dsl.fetchOptional(
                            "delete from zhike.board_embed where id = ? and board_id = ? returning label", id, boardId)
                    .orElseThrow(() -> new ProductException(BoardError.UNKNOWN_EMBED))
                    .get("label", String.class);
            audit.record(actor, "board_embed_revoked", Map.of("board", boardId, "label", label));
        });
    }

    /** What somebody with the key sees: the board, and what its metrics mean. */
    public record Page(Board board, List<Metric> metrics) {

        public Page {
            metrics = List.copyOf(metrics);
        }
    }

    public Page page(String token) {
        Board board = shown(token).board().definition();
        List<Metric> known = board.tiles().stream()
                .flatMap(tile -> tile.metrics().stream())
                .distinct()
                .flatMap(id -> check.find(id).stream())
                .toList();
        return new Page(board, known);
    }

    /** @param tiles which tiles; empty = all */
    public BoardAnswer answer(String token, Set<String> tiles, Locale language) {
        Shown shown = shown(token);
        return answers.answer(
                        shown.actor(),
                        shown.board().definition(),
                        Look.PLAIN.of(tiles.isEmpty() ? null : tiles),
                        shown.always(),
                        language)
                .forOutsiders();
    }

    private record Shown(Stored board, List<Limit> always, Actor actor) {

        Shown {
            always = List.copyOf(always);
        }
    }

    /** What a key opens: of a board that is there, whose owner is still active. */
    private Shown shown(String token) {
        Record row =
                dsl.fetchOptional("""
                        select board_id, label, filters, user_id, expires_at from zhike.board_embed where hash = ?""", hash(token)).orElseThrow(() -> new ProductException(BoardError.UNKNOWN_EMBED));
        Instant expiresAt = row.get("expires_at", Instant.class);
        Stored board = store.find(row.get("board_id", Long.class)).orElse(null);
        long userId = row.get("user_id", Long.class);
        boolean isOver = expiresAt != null && expiresAt.isBefore(clock.instant());
        var owner = users.active(userId);
        if (board == null || isOver || owner.isEmpty()) {
            throw new ProductException(BoardError.UNKNOWN_EMBED);
        }
        Actor actor =
                new Actor(userId, "embed:" + owner.get().name() + "/" + row.get("label", String.class), Role.READ_ONLY);
        return new Shown(board, limits(json.readTree(row.get("filters", String.class)), new Issues()), actor);
    }

    private Embed embed(Record row) {
        return new Embed(
                row.get("id", Long.class),
                row.get("label", String.class),
                limits(json.readTree(row.get("filters", String.class)), new Issues()),
                row.get("created_at", Instant.class),
                row.get("created_by", String.class),
                row.get("expires_at", Instant.class));
    }

    private List<Limit> limits(@Nullable JsonNode filters, Issues issues) {
        return filters == null ? List.of() : BoardReader.limits(filters, issues);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
