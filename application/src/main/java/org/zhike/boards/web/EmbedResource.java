package org.zhike.boards.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.boards.Board;
import org.zhike.boards.BoardAnswer;
import org.zhike.boards.Embeds;
import org.zhike.kernel.Labels;
import org.zhike.metrics.Form;
import org.zhike.metrics.Metric;
import org.zhike.metrics.Metrics;
import org.zhike.platform.CompanySettings;

/** {@code /api/embed}: one board for people who are not signed in. Nothing but reading, so that a frame elsewhere needs no cookie. */
@RestController
@RequestMapping("/api/embed/{token}")
class EmbedResource {

    private final Embeds embeds;
    private final Metrics metrics;
    private final CompanySettings company;

    EmbedResource(Embeds embeds, Metrics metrics, CompanySettings company) {
        this.embeds = embeds;
        this.metrics = metrics;
        this.company = company;
    }

    record CompanyJson(String name, String zone, String currency, String language) {}

    record DimensionJson(String path, Labels labels, String type) {}

    /** What a chart says about its metric; the same names as in the catalogue. */
    record MetricJson(
            String id,
            int version,
            Labels labels,
            Labels description,
            Labels falls,
            Labels formula,
            String kind,
            String stage,
            Metric.Unit unit,
            String direction,
            @Nullable String object,
            String interval,
            int minimum,
            List<DimensionJson> dimensions) {}

    record PageJson(CompanyJson company, Board board, List<MetricJson> metrics) {}

    @GetMapping
    PageJson page(@PathVariable String token) {
        Embeds.Page page = embeds.page(token);
        var now = company.current();
        return new PageJson(
                new CompanyJson(now.name(), now.zone().getId(), now.currency().getCurrencyCode(), now.language()),
                page.board(),
                page.metrics().stream()
                        .map(metric -> json(metric, page.board()))
                        .toList());
    }

    @GetMapping("/answers")
    BoardAnswer answers(
            @PathVariable String token, Locale language, @RequestParam(defaultValue = "") Set<String> tiles) {
        return embeds.answer(token, tiles, language);
    }

    private MetricJson json(Metric metric, Board board) {
        List<DimensionJson> dimensions = board.tiles().stream()
                .flatMap(tile -> tile.by().stream())
                .distinct()
                .flatMap(path -> metrics.dimension(metric, path).stream()
                        .map(field -> new DimensionJson(path, field.labels(), lower(field.type()))))
                .toList();
        return new MetricJson(
                metric.id(),
                metric.version(),
                metric.labels(),
                metric.description(),
                metric.falls(),
                metric.formula(),
                lower(metric.kind()),
                lower(metric.stage()),
                metric.unit(),
                lower(metric.direction()),
                metric.form() instanceof Form.Counted counted ? counted.source().object() : null,
                lower(metric.interval()),
                metric.minimum(),
                dimensions);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
