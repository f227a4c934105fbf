package org.zhike.boards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;

/** The boards that ship with Zhike, read once from {@code boards/*.yaml}; the customer board comes first. */
@Service
public final class Boards {

    private static final String FIRST = "customers";

    private final Map<String, Board> boards = new LinkedHashMap<>();

    Boards() {
        Issues issues = new Issues();
        Map<String, Board> found = new LinkedHashMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:boards/*.yaml")) {
                Board board = BoardFile.read(file.getContentAsString(StandardCharsets.UTF_8), issues);
                found.put(board.id(), board);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issues.throwIfAny();
        found.keySet().stream()
                .sorted((left, right) -> left.equals(FIRST) ? -1 : right.equals(FIRST) ? 1 : left.compareTo(right))
                .forEach(id -> boards.put(id, found.get(id)));
    }

    public List<Board> all() {
        return List.copyOf(boards.values());
    }

    public Board get(String id) {
        Board board = boards.get(id);
        if (board == null) {
            throw new ProductException(BoardError.UNKNOWN_BOARD, id, String.join(", ", boards.keySet()));
        }
        return board;
    }
}
