package org.zhike.boards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhike.boards.Tile.Layout;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class BoardReaderTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    private static List<String> problems(String yaml) {
        Issues issues = new Issues();
        BoardReader.read(YAML.readTree(yaml), issues);
        return issues.all().stream()
                .map((Issue issue) -> issue.path() + " " + issue.code().name())
                .toList();
    }

    private static Board read(String yaml) {
        Issues issues = new Issues();
        Board board = BoardReader.read(YAML.readTree(yaml), issues);
        issues.throwIfAny();
        return board;
    }

    @Test
    void allProblemsOfABoardComeAtOnceWithTheirPlaces() {
        assertThat(problems("""
                labels: { zh: 看板 }
                period: { grain: fortnight, steps: 0 }
                color: red
                tiles:
                  - { id: 1st, kind: number, metrics: [revenue, orders], layout: { x: 0, y: 0, w: 3, h: 3 } }
                  - { id: a, kind: pie, metric: revenue, layout: { x: 3, y: 0, w: 3, h: 3 } }
                  - { id: a, kind: breakdown, metric: revenue, layout: { x: 5, y: 1, w: 3, h: 3 } }
                  - { id: b, kind: bullet, metric: csat, layout: { x: 11, y: 9, w: 3, h: 3 } }
                  - { id: c, kind: text, meetric: csat, layout: { x: 0, y: 20, w: 12, h: 1 } }
                """))
                .containsExactlyInAnyOrder(
                        "period.grain NOT_ONE_OF",
                        "period.steps OUT_OF_BOUNDS",
                        "color UNKNOWN_PROPERTY",
                        "tiles[0].id MUST_BE",
                        "tiles[0].metrics METRICS_DO_NOT_FIT",
                        "tiles[1].kind NOT_ONE_OF",
                        "tiles[2].id SAME_ID",
                        "tiles[2].by DIMENSIONS_DO_NOT_FIT",
                        "tiles[2].layout LIES_ON",
                        "tiles[3].layout OUT_OF_BOUNDS",
                        "tiles[3].target NEEDS_A_TARGET",
                        "tiles[4].meetric UNKNOWN_PROPERTY",
                        "tiles[4].text IS_MISSING");
    }

    @Test
    void whatIsKeptReadsAsTheSameBoardAsTheFile() {
        Board board = read("""
                labels: { zh: 看板, en: Board }
                area: sales
                period: { grain: month, steps: 6 }
                filters: [{ path: customer.level, values: [gold, null, 3, true] }]
                tiles:
                  - { id: a, kind: trend, metrics: [csat, nps], grain: week, filter: 'channel == "shop"', period: { grain: week, steps: 9 },
                      compare: false, target: 0.9, redline: 0.5, options: { smooth: true, names: [x, y] }, zh: 甲, en: A }
                  - { id: t, kind: text, text: { zh: 说明, en: About } }
                """);

        JsonMapper json = JsonMapper.builder()
                .enable(tools.jackson.databind.cfg.EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .build();
        Issues issues = new Issues();
        Board again = BoardReader.read(json.readTree(json.writeValueAsString(board)), issues);

        assertThat(issues.all()).isEmpty();
        assertThat(again).isEqualTo(board);
    }

    @Test
    void tilesOfFilesThatGiveOnlyAWidthAreLaidOneAfterTheOther() {
        Board board = read("""
                labels: { zh: 看板, en: Board }
                period: { grain: month, steps: 6 }
                tiles:
                  - { id: a, kind: number, metric: csat, width: 2 }
                  - { id: b, kind: number, metric: csat, width: 2 }
                  - { id: c, kind: trend, metric: csat, width: 3 }
                  - { id: d, kind: number, metric: csat, width: 2 }
                """);

        assertThat(board.tiles().stream().map(Tile::layout))
                .containsExactly(
                        new Layout(0, 0, 6, 3),
                        new Layout(6, 0, 6, 3),
                        new Layout(0, 3, 9, 7),
                        new Layout(0, 10, 6, 3));
        assertThat(board.period()).isEqualTo(new Board.Span(Grain.MONTH, 6));
    }

    @Test
    void whatIsNoBoardAtAllIsRefusedNotStumbledOver() {
        for (String nonsense : List.of("[]", "7", "tiles: {}", "tiles: [1, null, [x]]", "labels: 3", "filters: [[]]")) {
            assertThat(problems(nonsense)).as(nonsense).isNotEmpty();
        }
    }
}
