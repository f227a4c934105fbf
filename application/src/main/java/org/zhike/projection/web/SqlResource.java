package org.zhike.projection.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.platform.CsvExport;
import org.zhike.projection.ReaderSql;
import org.zhike.projection.SqlAnswer;
import org.zhike.projection.SqlView;

/** Read-only SQL over HTTP; docs/sql.md. For members. */
@RestController
@RequestMapping("/api/explore/sql")
class SqlResource {

    private final ReaderSql sql;

    SqlResource(ReaderSql sql) {
        this.sql = sql;
    }

    @GetMapping("/schema")
    List<SqlView> schema(Actor actor) {
        return sql.schema(actor);
    }

    /** @param id chosen by the caller, to cancel by; null = none */
    record StatementJson(
            @Nullable String id,
            @Nullable String sql,
            @Nullable Integer limit) {

        String text() {
            return sql == null ? "" : sql;
        }
    }

    @PostMapping
    SqlAnswer run(Actor actor, @RequestBody StatementJson statement) {
        int limit = statement.limit() == null ? ReaderSql.USUAL_ROWS : statement.limit();
        return sql.run(actor, statement.id(), statement.text(), limit);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(Actor actor, @PathVariable String id) {
        sql.cancel(actor, id);
    }

    /** Writes rows as they come; a caller who goes away ends the statement with the next rows. */
    @PostMapping("/csv")
    void csv(Actor actor, @RequestBody StatementJson statement, HttpServletResponse response) throws IOException {
        try (var file = new CsvFile(response)) {
            sql.export(actor, statement.id(), statement.text(), file);
        }
    }

    /** The answer as a file, begun when the statement is known to run. */
    private static final class CsvFile implements ReaderSql.Sink, AutoCloseable {

        private final HttpServletResponse response;
        private @Nullable CsvExport csv;

        CsvFile(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void columns(List<SqlAnswer.Column> columns) {
            response.setContentType("text/csv;charset=UTF-8");
            response.setHeader("Content-Disposition", "attachment; filename=\"zhike-sql.csv\"");
            try {
                csv = new CsvExport(response.getOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            csv.write(columns.stream().map(SqlAnswer.Column::name).toList());
        }

        @Override
        public void row(List<@Nullable Object> values) {
            Objects.requireNonNull(csv)
                    .write(values.stream()
                            .map(value -> value == null ? "" : value.toString())
                            .toList());
        }

        @Override
        public void close() throws IOException {
            if (csv != null) {
                csv.close();
            }
        }
    }
}
