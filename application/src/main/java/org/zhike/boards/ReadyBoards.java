package org.zhike.boards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The boards that ship with Zhike, read once from {@code boards/*.yaml}; every problem of every file is reported at once. */
@Component
final class ReadyBoards {

    /** Those for everybody first. */
    private static final List<String> FIRST = List.of("customers", "management", "experience");

    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, Board> boards = new LinkedHashMap<>();

    ReadyBoards() {
        Issues issues = new Issues();
        Map<String, Board> found = new LinkedHashMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:boards/*.yaml")) {
                String name = String.valueOf(file.getFilename()).replace(".yaml", "");
                Board board = read(name, file.getContentAsString(StandardCharsets.UTF_8), issues);
                if (board != null) {
                    found.put(name, board);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issues.throwIfAny();
        found.keySet().stream()
                .sorted(Comparator.<String>comparingInt(id -> FIRST.contains(id) ? FIRST.indexOf(id) : FIRST.size())
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(id -> boards.put(id, found.get(id)));
    }

    /** Reads a file; its name is the board's id. */
    static @Nullable Board read(String name, String text, Issues issues) {
        JsonNode node;
        try {
            node = YAML.readTree(text);
        } catch (JacksonException e) {
            issues.add(name, BoardError.BAD_BOARD_FILE, name, e.getOriginalMessage());
            return null;
        }
        Issues own = new Issues();
        Board board = BoardReader.read(node, own);
        if (!node.path("board").asString("").equals(name)) {
            own.add("board", BoardError.BAD_BOARD_FILE, name, "\"board\" must be the name of the file");
        }
        own.all().stream().map((Issue issue) -> issue.within(name)).forEach(issues::add);
        return board;
    }

    Map<String, Board> all() {
        return Collections.unmodifiableMap(boards);
    }

    Optional<Board> find(String id) {
        return Optional.ofNullable(boards.get(id));
    }
}
