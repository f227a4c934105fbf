package org.zhike.boards;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;
import org.zhike.boards.Share.Access;
import org.zhike.boards.Share.Who;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issues;
import tools.jackson.databind.json.JsonMapper;

/** The boards people made, in PostgreSQL. */
@Component
final class BoardStore {

    private static final String COLUMNS = "id, owner_id, owner, definition, version, updated_at, updated_by";

    private final DSLContext dsl;
    private final JsonMapper json;

    BoardStore(DSLContext dsl, JsonMapper json) {
        this.dsl = dsl;
        this.json = json;
    }

    /** A board as it is kept. */
    record Stored(
            long id,
            long ownerId,
            String owner,
            Board definition,
            int version,
            Instant updatedAt,
            String updatedBy,
            List<Share> shares) {

        Stored {
            shares = List.copyOf(shares);
        }
    }

    /** Those a person owns or that are shared with the role, by name of the owner's first. */
    List<Stored> visible(Actor actor, int most) {
        List<Stored> boards = dsl.resultQuery(
                        "select " + COLUMNS + """
                         from zhike.board where deleted_at is null and (owner_id = ? or exists (
                            select from zhike.board_share s where s.board_id = board.id and s.who in ('EVERYONE', ?)))
                        order by (owner_id = ?) desc, updated_at desc limit ?""",
                        actor.userId(),
                        Who.of(actor.role()).name(),
                        actor.userId(),
                        most)
                .fetch(row -> stored(row, List.of()));
        Map<Long, List<Share>> shares = shares(boards.stream().map(Stored::id).toList());
        return boards.stream()
                .map(board -> with(board, shares.getOrDefault(board.id(), List.of())))
                .toList();
    }

    Optional<Stored> find(long id) {
        return dsl.resultQuery("select " + COLUMNS + " from zhike.board where id = ? and deleted_at is null", id)
                .fetchOptional()
                .map(row -> stored(row, shares(List.of(id)).getOrDefault(id, List.of())));
    }

    long insert(Actor actor, Board board, Instant now) {
        return dsl.fetchSingle(
                        """
                        insert into zhike.board (owner_id, owner, definition, created_at, updated_at, updated_by)
                        values (?, ?, cast(? as jsonb), cast(? as timestamptz), cast(? as timestamptz), ?) returning id""", actor.userId(), actor.name(), json.writeValueAsString(board), now, now, actor.name())
                .get("id", Long.class);
    }

    /** Returns whether it still was of the version. */
    boolean update(Actor actor, long id, int version, Board board, Instant now) {
        return dsl.execute("""
                        update zhike.board set definition = cast(? as jsonb), version = version + 1,
                        updated_at = cast(? as timestamptz), updated_by = ?
                        where id = ? and version = ? and deleted_at is null""", json.writeValueAsString(board), now, actor.name(), id, version) == 1;
    }

    void delete(long id, Instant now) {
        dsl.execute("update zhike.board set deleted_at = cast(? as timestamptz) where id = ?", now, id);
    }

    /** Takes a deletion of the owner back; returns whether there was one. */
    boolean restore(Actor actor, long id) {
        return dsl.execute(
                        "update zhike.board set deleted_at = null where id = ? and owner_id = ? and deleted_at is not null",
                        id,
                        actor.userId())
                == 1;
    }

    /** Forgets what was deleted before. */
    void purge(Instant before) {
        dsl.execute("delete from zhike.board where deleted_at < cast(? as timestamptz)", before);
    }

    void share(long id, List<Share> shares) {
        dsl.execute("delete from zhike.board_share where board_id = ?", id);
        for (Share share : shares) {
            dsl.execute(
                    "insert into zhike.board_share (board_id, who, access) values (?, ?, ?)",
                    id,
                    share.who().name(),
                    share.access().name());
        }
    }

    private Map<Long, List<Share>> shares(List<Long> ids) {
        Map<Long, List<Share>> shares = new LinkedHashMap<>();
        dsl.resultQuery(
                        "select board_id, who, access from zhike.board_share where board_id = any(?) order by who",
                        (Object) ids.toArray(Long[]::new))
                .forEach(row -> shares.computeIfAbsent(row.get("board_id", Long.class), _ -> new ArrayList<>())
                        .add(new Share(row.get("who", Who.class), row.get("access", Access.class))));
        return shares;
    }

    private static Stored with(Stored board, List<Share> shares) {
        return new Stored(
                board.id(),
                board.ownerId(),
                board.owner(),
                board.definition(),
                board.version(),
                board.updatedAt(),
                board.updatedBy(),
                shares);
    }

    /** A definition that some other version wrote is read as far as it is understood; what is wrong shows on its tiles. */
    private Stored stored(Record row, List<Share> shares) {
        String definition = Objects.requireNonNull(row.get("definition", String.class));
        return new Stored(
                row.get("id", Long.class),
                row.get("owner_id", Long.class),
                row.get("owner", String.class),
                BoardReader.read(json.readTree(definition), new Issues()),
                row.get("version", Integer.class),
                row.get("updated_at", Instant.class),
                row.get("updated_by", String.class),
                shares);
    }
}
