package org.zhike.records;

import java.time.Clock;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expressions;
import org.zhike.expressions.SqlRenderer;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.ReferenceJoins;
import org.zhike.platform.CompanySettings;

/** Turns a list's filter text into SQL over the record tables. */
@Component
final class Filters {

    private final Expressions expressions;
    private final CompanySettings company;
    private final Clock clock;

    Filters(Expressions expressions, CompanySettings company, Clock clock) {
        this.expressions = expressions;
        this.company = company;
        this.clock = clock;
    }

    /** Returns the filter as a condition, its tables joined in {@code joins}; problems go to {@code issues} under "filter". */
    Condition read(ObjectDefinition object, String text, ReferenceJoins joins, Issues issues) {
        try {
            Expression filter = expressions.condition(object.name(), text);
            return new SqlRenderer(
                            SqlRenderer.Engine.POSTGRES, company.zone(), clock, path -> joins.column(path.names()))
                    .condition(filter);
        } catch (ProductException problems) {
            for (Issue issue : problems.issues()) {
                issues.add(issue.within("filter"));
            }
            return DSL.noCondition();
        }
    }
}
