package org.zhike.boards;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a board from its definition file (YAML); every problem of the file is reported at once. */
final class BoardFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private record TileYaml(
            String id,
            Board.Kind kind,
            String metric,
            @Nullable String by,
            @Nullable Grain grain,
            int width,
            String zh,
            String en) {}

    private record BoardYaml(String board, Labels labels, Board.Span period, List<TileYaml> tiles) {}

    private BoardFile() {}

    static Board read(String text, Issues issues) {
        BoardYaml yaml = YAML.readValue(text, BoardYaml.class);
        Set<String> ids = new HashSet<>();
        for (TileYaml tile : yaml.tiles()) {
            String path = yaml.board() + ", tile " + tile.id();
            if (!ids.add(tile.id())) {
                issues.add(path, BoardError.BAD_DEFINITION, yaml.board(), "two tiles with this id");
            }
            if (tile.width() < 1 || tile.width() > 4) {
                issues.add(path, BoardError.BAD_DEFINITION, yaml.board(), "a width must be 1 to 4");
            }
            if ((tile.kind() == Board.Kind.TREND) != (tile.grain() != null)
                    || (tile.kind() == Board.Kind.BREAKDOWN) != (tile.by() != null)) {
                String kind = tile.kind().name().toLowerCase(Locale.ROOT);
                issues.add(
                        path,
                        BoardError.BAD_DEFINITION,
                        yaml.board(),
                        "a trend has a grain, a breakdown a dimension, and nothing else has; this is a " + kind);
            }
        }
        return new Board(
                yaml.board(),
                yaml.labels(),
                yaml.period(),
                yaml.tiles().stream()
                        .map(tile -> new Board.Tile(
                                tile.id(),
                                tile.kind(),
                                new Labels(tile.zh(), tile.en()),
                                tile.metric(),
                                tile.by(),
                                tile.grain(),
                                tile.width()))
                        .toList());
    }
}
