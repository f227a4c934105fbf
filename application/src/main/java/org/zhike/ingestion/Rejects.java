package org.zhike.ingestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows imports left out, by line. A line is kept once, with the reason that came first. */
@Component
final class Rejects {

    private static final TypeReference<List<Reject.Flaw>> FLAWS = new TypeReference<>() {};

    private final DSLContext sql;
    private final JsonMapper json;

    Rejects(DSLContext sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** Keeps the rejects, in the caller's transaction. */
    void add(long importId, List<Reject> rejects) {
        if (rejects.isEmpty()) {
            return;
        }
        Long[] lines = rejects.stream().map(Reject::line).toArray(Long[]::new);
        String[] flaws = rejects.stream()
                .map(reject -> json.writeValueAsString(reject.flaws()).replace("\\u0000", "␀"))
                .toArray(String[]::new);
        sql.execute(
                "insert into zhike.import_reject (import_id, line, flaws)"
                        + " select ?, line, flaws::jsonb from unnest(?::bigint[], ?::text[]) as r(line, flaws)"
                        + " on conflict do nothing",
                importId,
                lines,
                flaws);
    }

    void clear(long importId) {
        sql.execute("delete from zhike.import_reject where import_id = ?", importId);
    }

    long count(long importId) {
        Long found = sql.fetchSingle("select count(*) from zhike.import_reject where import_id = ?", importId)
                .get(0, Long.class);
        return found;
    }

    /** Returns at most so many rejects after a line, by line. */
    List<Reject> after(long importId, long line, int most) {
        return sql.fetch(
                        "select line, flaws from zhike.import_reject where import_id = ? and line > ? order by line limit ?",
                        importId,
                        line,
                        most)
                .map(row -> new Reject(
                        row.get(0, Long.class),
                        json.readValue(row.get(1, JSONB.class).data(), FLAWS)));
    }

    List<ImportOutcome.RejectedRow> first(long importId, int most, Locale language) {
        List<ImportOutcome.RejectedRow> rows = new ArrayList<>();
        for (Reject reject : after(importId, 0, most)) {
            Reject.Flaw first = reject.flaws().getFirst();
            rows.add(new ImportOutcome.RejectedRow(
                    reject.line(), first.column(), first.value(), first.code(), reason(reject, language)));
        }
        return rows;
    }

    /** All reasons of a row as sentences, each naming its column. */
    static String reason(Reject reject, Locale language) {
        boolean isChinese = language.getLanguage().equals("zh");
        return reject.flaws().stream()
                .map(flaw -> (flaw.column().isEmpty() ? "" : flaw.column() + (isChinese ? "：" : ": "))
                        + Reasons.text(flaw, language))
                .collect(Collectors.joining(isChinese ? "" : " "));
    }
}
