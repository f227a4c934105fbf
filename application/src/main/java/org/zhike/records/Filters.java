package org.zhike.records;

import java.time.Clock;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.zhike.expressions.Columns;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expressions;
import org.zhike.expressions.SqlRenderer;
import org.zhike.identity.Actor;
import org.zhike.identity.RowScope;
import org.zhike.identity.RowScopes;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.ReferenceJoins;
import org.zhike.platform.CompanySettings;

/** Turns conditions into SQL over the record tables: the filter of a list, and what an actor may see. */
@Component
final class Filters {

    private final Expressions expressions;
    private final RowScopes scopes;
    private final CompanySettings company;
    private final Clock clock;

    Filters(Expressions expressions, RowScopes scopes, CompanySettings company, Clock clock) {
        this.expressions = expressions;
        this.scopes = scopes;
        this.company = company;
        this.clock = clock;
    }

    /** Returns what the records must meet for the actor to see them, its tables joined in {@code joins}. */
    Condition seen(Actor actor, ObjectDefinition object, ReferenceJoins joins) {
        Condition seen = DSL.noCondition();
        for (RowScope scope : scopes.on(actor, object)) {
            seen = seen.and(renderer(scope.from(columns(joins))).condition(scope.condition()));
        }
        return seen;
    }

    /** Returns the filter as a condition, its tables joined in {@code joins}; problems go to {@code issues} under "filter". */
    Condition read(ObjectDefinition object, String text, ReferenceJoins joins, Issues issues) {
        try {
            Expression filter = expressions.condition(object.name(), text);
            return renderer(columns(joins)).condition(filter);
        } catch (ProductException problems) {
            for (Issue issue : problems.issues()) {
                issues.add(issue.within("filter"));
            }
            return DSL.noCondition();
        }
    }

    private static Columns columns(ReferenceJoins joins) {
        return path -> joins.column(path.names());
    }

    private SqlRenderer renderer(Columns columns) {
        return new SqlRenderer(SqlRenderer.Engine.POSTGRES, company.zone(), clock, columns);
    }
}
