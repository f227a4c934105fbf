package org.zhike.boards;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.zhike.boards.BoardStore.Stored;
import org.zhike.boards.BoardView.Source;
import org.zhike.boards.Share.Access;
import org.zhike.boards.Share.Who;
import org.zhike.identity.Actor;
import org.zhike.identity.Audit;
import org.zhike.identity.Role;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.kernel.ProductException;
import tools.jackson.databind.JsonNode;

/**
 * The door of the room: the boards a person may see, what they show, and the changes a person may make. Docs: docs/boards.md.
 */
@Service
public final class Boards {

    /** How long a deleted board can be brought back. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final int MOST_LISTED = 500;

    private final ReadyBoards ready;
    private final BoardStore store;
    private final BoardCheck check;
    private final BoardAnswers answers;
    private final Audit audit;
    private final DSLContext dsl;
    private final Clock clock;

    Boards(
            ReadyBoards ready,
            BoardStore store,
            BoardCheck check,
            BoardAnswers answers,
            Audit audit,
            DSLContext dsl,
            Clock clock) {
        this.ready = ready;
        this.store = store;
        this.check = check;
        this.answers = answers;
        this.audit = audit;
        this.dsl = dsl;
        this.clock = clock;
    }

    /** The ready boards, then one's own, then those of others that are shared. */
    public List<BoardView> all(Actor actor) {
        List<BoardView> all = new ArrayList<>();
        ready.all().forEach((id, board) -> all.add(view(id, board)));
        store.visible(actor, MOST_LISTED).forEach(board -> all.add(view(actor, board)));
        return all;
    }

    public BoardView get(Actor actor, String id) {
        return ready.find(id).map(board -> view(id, board)).orElseGet(() -> view(actor, stored(actor, id)));
    }

    public BoardView create(Actor actor, JsonNode definition) {
        actor.mustBeAbleToWrite();
        return insert(actor, checked(definition));
    }

    /** Makes a board of one's own that shows the same. */
    public BoardView copy(Actor actor, String id, @Nullable Labels labels) {
        actor.mustBeAbleToWrite();
        Board board = get(actor, id).definition();
        return insert(actor, labels == null ? board : board.named(labels));
    }

    /** What came of a change. */
    public sealed interface Change {

        record Done(BoardView board) implements Change {}

        /** Somebody else was first: the board as it is now, and the problem to tell. */
        record Outdated(BoardView board, ProductException problem) implements Change {}
    }

    public Change change(Actor actor, String id, int version, JsonNode definition) {
        Stored before = mustBe(actor, id, Access.EDIT);
        Board board = checked(definition);
        boolean done = dsl.transactionResult(_ -> {
            if (!store.update(actor, before.id(), version, board, clock.instant())) {
                return false;
            }
            audit.record(actor, "board_changed", Map.of("board", before.id(), "version", version + 1));
            return true;
        });
        BoardView now = get(actor, id);
        return done
                ? new Change.Done(now)
                : new Change.Outdated(
                        now, new ProductException(BoardError.BOARD_CHANGED, id, now.updatedBy(), now.version()));
    }

    /** Deletes a board; {@link #restore} takes that back. */
    public void delete(Actor actor, String id) {
        Stored board = mustBe(actor, id, Access.OWN);
        Instant now = clock.instant();
        dsl.transaction(_ -> {
            store.delete(board.id(), now);
            store.purge(now.minus(KEPT));
            audit.record(actor, "board_deleted", Map.of("board", board.id()));
        });
    }

    public BoardView restore(Actor actor, String id) {
        actor.mustBeAbleToWrite();
        dsl.transaction(_ -> {
            if (!store.restore(actor, number(id))) {
                throw new ProductException(BoardError.UNKNOWN_BOARD, id);
            }
            audit.record(actor, "board_restored", Map.of("board", number(id)));
        });
        return get(actor, id);
    }

    /** Shows the board to these and nobody else. */
    public BoardView share(Actor actor, String id, List<Share> shares) {
        Stored board = mustBe(actor, id, Access.OWN);
        Issues issues = new Issues();
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            String at = "shares[" + i + "]";
            if (share.access() == Access.OWN) {
                issues.add(at + ".access", BoardError.NOT_ONE_OF, "own", "view, edit");
            } else if (share.who() == Who.READ_ONLY && share.access() == Access.EDIT) {
                issues.add(at + ".access", BoardError.ONLY_TO_VIEW);
            }
            for (Share other : shares.subList(0, i)) {
                if (other.who() == share.who()) {
                    issues.add(at + ".who", BoardError.SAME_ID, Reading.lower(share.who()));
                }
            }
        }
        issues.throwIfAny();
        dsl.transaction(_ -> {
            store.share(board.id(), shares);
            audit.record(actor, "board_shared", Map.of("board", board.id(), "with", shares.toString()));
        });
        return get(actor, id);
    }

    /** What the tiles of a board show. */
    public BoardAnswer answer(Actor actor, String id, Look look, Locale language) {
        return answers.answer(actor, get(actor, id).definition(), look, List.of(), language);
    }

    /** What the tiles of a board would show that is not saved. */
    public BoardAnswer preview(Actor actor, JsonNode definition, Look look, Locale language) {
        Issues issues = new Issues();
        Board board = BoardReader.read(definition, issues);
        issues.throwIfAny();
        return answers.answer(actor, board, look, List.of(), language);
    }

    /** The board with this number, if the person may do so much with it. */
    Stored mustBe(Actor actor, String id, Access needed) {
        actor.mustBeAbleToWrite();
        if (ready.find(id).isPresent()) {
            throw new ProductException(BoardError.READY_BOARD, id);
        }
        Stored board = stored(actor, id);
        if (access(actor, board).compareTo(needed) < 0) {
            String what = needed == Access.OWN ? "share or delete" : "change";
            throw new ProductException(BoardError.NOT_YOUR_BOARD, id, what, board.owner());
        }
        return board;
    }

    private Stored stored(Actor actor, String id) {
        return store.find(number(id))
                .filter(board -> mayView(actor, board))
                .orElseThrow(() -> new ProductException(BoardError.UNKNOWN_BOARD, id));
    }

    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw new ProductException(BoardError.UNKNOWN_BOARD, id);
        }
        return Long.parseLong(id);
    }

    private BoardView insert(Actor actor, Board board) {
        long id = dsl.transactionResult(_ -> {
            long made = store.insert(actor, board, clock.instant());
            audit.record(actor, "board_created", Map.of("board", made));
            return made;
        });
        return get(actor, Long.toString(id));
    }

    /** A definition of a person: all that is wrong with it comes at once, its form first. */
    private Board checked(JsonNode definition) {
        Issues issues = new Issues();
        Board board = BoardReader.read(definition, issues);
        check.check(board, issues);
        issues.throwIfAny();
        return board;
    }

    private static boolean mayView(Actor actor, Stored board) {
        return board.ownerId() == actor.userId()
                || board.shares().stream().anyMatch(share -> isWith(share, actor.role()));
    }

    private static boolean isWith(Share share, Role role) {
        return share.who() == Who.EVERYONE || share.who() == Who.of(role);
    }

    private static Access access(Actor actor, Stored board) {
        if (actor.role() == Role.READ_ONLY) {
            return Access.VIEW;
        }
        if (board.ownerId() == actor.userId()) {
            return Access.OWN;
        }
        return board.shares().stream()
                .filter(share -> isWith(share, actor.role()))
                .map(Share::access)
                .max(Access::compareTo)
                .orElse(Access.VIEW);
    }

    private static BoardView view(String id, Board board) {
        return new BoardView(id, Source.READY, Access.VIEW, board, 0, null, null, null, List.of());
    }

    private static BoardView view(Actor actor, Stored board) {
        Access access = access(actor, board);
        boolean own = board.ownerId() == actor.userId();
        return new BoardView(
                Long.toString(board.id()),
                own ? Source.OWN : Source.SHARED,
                access,
                board.definition(),
                board.version(),
                board.owner(),
                board.updatedAt(),
                board.updatedBy(),
                own ? board.shares() : List.of());
    }
}
