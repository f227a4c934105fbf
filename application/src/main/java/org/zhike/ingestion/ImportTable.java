package org.zhike.ingestion;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhike.kernel.ProductException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code zhike.import} and of the remembered mappings. */
@Component
final class ImportTable {

    private static final String SELECT = "select * from zhike.import";

    private final DSLContext sql;
    private final JsonMapper json;

    ImportTable(DSLContext sql, JsonMapper json) {
        this.sql = sql;
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** @param jobId the job that last worked on it; null before the first */
    record Row(
            long id,
            String fileName,
            long size,
            FileShape shape,
            Mapping mapping,
            @Nullable Long jobId,
            boolean checking,
            Checkpoint checkpoint,
            @Nullable ImportOutcome check,
            @Nullable ImportOutcome result,
            Instant createdAt,
            String createdBy) {}

    long insert(String fileName, long size, FileShape shape, Mapping mapping, String createdBy) {
        Long id = sql.fetchSingle(
                        "insert into zhike.import (file_name, size, shape, mapping, created_by)"
                                + " values (?, ?, ?::jsonb, ?::jsonb, ?) returning id",
                        fileName,
                        size,
                        text(shape),
                        text(mapping),
                        createdBy)
                .get(0, Long.class);
        return id;
    }

    Row get(long id) {
        return sql.fetchOptional(SELECT + " where id = ?", id)
                .map(this::row)
                .orElseThrow(() -> new ProductException(IngestionError.NO_SUCH_IMPORT, id));
    }

    /** As {@link #get}; nobody else changes it until the transaction ends. */
    Row lock(long id) {
        return sql.fetchOptional(SELECT + " where id = ? for update", id)
                .map(this::row)
                .orElseThrow(() -> new ProductException(IngestionError.NO_SUCH_IMPORT, id));
    }

    List<Row> newest(int most) {
        return sql.fetch(SELECT + " order by id desc limit ?", most).map(this::row);
    }

    void delete(long id) {
        sql.execute("delete from zhike.import where id = ?", id);
    }

    /** A new mapping makes everything found under the old one void. */
    void map(long id, Mapping mapping) {
        sql.execute(
                "update zhike.import set mapping = ?::jsonb, job_id = null, checking = false, checkpoint = null,"
                        + " check_outcome = null, result = null where id = ?",
                text(mapping),
                id);
    }

    void begin(long id, long jobId, boolean checking) {
        sql.execute("update zhike.import set job_id = ?, checking = ? where id = ?", jobId, checking, id);
    }

    void save(long id, Checkpoint checkpoint) {
        sql.execute("update zhike.import set checkpoint = ?::jsonb where id = ?", text(checkpoint), id);
    }

    void end(long id, boolean checking, ImportOutcome outcome) {
        String column = checking ? "check_outcome" : "result";
        sql.execute("update zhike.import set " + column + " = ?::jsonb where id = ?", text(outcome), id);
    }

    void remember(String shape, Mapping mapping) {
        sql.execute(
                "insert into zhike.import_mapping (shape, mapping) values (?, ?::jsonb)"
                        + " on conflict (shape) do update set mapping = excluded.mapping, used_at = now()",
                shape,
                text(mapping));
    }

    Optional<Mapping> remembered(String shape) {
        return sql.fetchOptional("select mapping from zhike.import_mapping where shape = ?", shape)
                .map(row -> value(row, "mapping", Mapping.class));
    }

    private Row row(Record row) {
        Checkpoint checkpoint = optional(row, "checkpoint", Checkpoint.class);
        return new Row(
                row.get("id", Long.class),
                row.get("file_name", String.class),
                row.get("size", Long.class),
                value(row, "shape", FileShape.class),
                value(row, "mapping", Mapping.class),
                row.get("job_id", Long.class),
                row.get("checking", Boolean.class),
                checkpoint == null ? Checkpoint.START : checkpoint,
                optional(row, "check_outcome", ImportOutcome.class),
                optional(row, "result", ImportOutcome.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("created_by", String.class));
    }

    private <T> T value(Record row, String column, Class<T> type) {
        return json.readValue(row.get(column, JSONB.class).data(), type);
    }

    private <T> @Nullable T optional(Record row, String column, Class<T> type) {
        JSONB found = row.get(column, JSONB.class);
        return found == null ? null : json.readValue(found.data(), type);
    }

    /** PostgreSQL keeps no null characters in JSON. */
    private String text(Object value) {
        return json.writeValueAsString(value).replace("\\u0000", "␀");
    }
}
