package org.zhike.metrics;

import static org.jooq.impl.DSL.noCondition;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Path;
import org.zhike.expressions.SqlRenderer;
import org.zhike.identity.RowScope;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;

/**
 * Records of one object, those for which a condition holds, each with its time and whom it belongs to.
 *
 * @param per the reference to whom it belongs; the path {@code id} = to itself
 * @param owner the object that {@code per} leads to
 * @param scopes what the records must meet to be seen by the reader
 */
record Source(
        ObjectDefinition object,
        Path time,
        FieldDefinition timeField,
        @Nullable Expression where,
        Path per,
        ObjectDefinition owner,
        List<RowScope> scopes) {

    Source {
        scopes = List.copyOf(scopes);
    }

    /** The path of a record itself. */
    static final Path ITSELF = Path.of("id");

    boolean hasClock() {
        return timeField.type() == FieldType.DATETIME;
    }

    Reading read(FieldPaths paths, ExploreSetting setting, String alias) {
        return new Reading(this, paths, setting, alias);
    }

    /** A source in one query. */
    static final class Reading {

        private final Source source;
        private final Joins joins;
        private final SqlRenderer renderer;
        private final ExploreSetting setting;

        private Reading(Source source, FieldPaths paths, ExploreSetting setting, String alias) {
            this.source = source;
            this.joins = new Joins(paths, source.object(), alias);
            this.setting = setting;
            this.renderer = setting.renderer(joins);
        }

        Joins joins() {
            return joins;
        }

        SqlRenderer renderer() {
            return renderer;
        }

        Field<Long> id() {
            return joins.id();
        }

        Field<Long> per() {
            return source.per().equals(ITSELF) ? joins.id() : joins.column(source.per(), Long.class);
        }

        /** The day in the company's zone. */
        Field<LocalDate> day() {
            Path time = source.time();
            return joins.column(
                    source.hasClock() ? time.withName(time.name() + SqlRenderer.DAY_SUFFIX) : time, LocalDate.class);
        }

        /** The moment as UTC; of a date, or where only days matter, the start of the day. */
        Field<LocalDateTime> moment(boolean byDay) {
            return source.hasClock() && !byDay
                    ? joins.column(source.time(), LocalDateTime.class)
                    : Dialect.startOfDay(day());
        }

        /** Those the analysis speaks of, up to a day. */
        Condition counted(LocalDate last) {
            Condition where = source.where() == null ? noCondition() : renderer.condition(source.where());
            for (RowScope scope : source.scopes()) {
                where = where.and(setting.renderer(scope.from(joins)).condition(scope.condition()));
            }
            return where.and(per().isNotNull()).and(day().le(last));
        }

        /** Call it last: fields and conditions say which tables must be joined. */
        Table<? extends Record> from() {
            return joins.from();
        }
    }

    /** The values by which records may be told apart, for hints. */
    static Set<FieldType> times() {
        return Set.of(FieldType.DATE, FieldType.DATETIME);
    }
}
