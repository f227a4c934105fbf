package org.zhike.platform;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.ZoneId;
import java.util.Currency;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The company's settings, kept in memory. */
@Service
public class CompanySettings {

    private static final Table<?> COMPANY = table(name(Database.SCHEMA, "company"));
    private static final Field<String> NAME = field(name("name"), String.class);
    private static final Field<String> ZONE = field(name("zone"), String.class);
    private static final Field<String> CURRENCY = field(name("currency"), String.class);
    private static final Field<String> LANGUAGE = field(name("language"), String.class);
    private static final Field<Integer> CHURN_WINDOW = field(name("churn_window_days"), Integer.class);
    private static final Field<Double> LEVEL = field(name("confidence_level"), Double.class);
    private static final Field<Double> SOLID_POINTS = field(name("solid_points"), Double.class);
    private static final Field<Double> SOLID_PART = field(name("solid_part"), Double.class);

    private final DSLContext dsl;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    private @Nullable Company known;

    CompanySettings(DSLContext dsl, TransactionTemplate transactions, ApplicationEventPublisher events) {
        this.dsl = dsl;
        this.transactions = transactions;
        this.events = events;
    }

    public synchronized Company current() {
        Company company = known;
        if (company == null) {
            company = read();
            known = company;
        }
        return company;
    }

    public ZoneId zone() {
        return current().zone();
    }

    public Currency currency() {
        return current().currency();
    }

    /** Changes the settings, as part of the caller's transaction if there is one. Whether the caller may is asked before. */
    public void change(Company after) {
        transactions.executeWithoutResult(status -> {
            Company before = current();
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int outcome) {
                    forget();
                }
            });
            dsl.update(COMPANY)
                    .set(NAME, after.name())
                    .set(ZONE, after.zone().getId())
                    .set(CURRENCY, after.currency().getCurrencyCode())
                    .set(LANGUAGE, after.language())
                    .set(CHURN_WINDOW, after.measuring().churnWindowDays())
                    .set(LEVEL, after.measuring().level())
                    .set(SOLID_POINTS, after.measuring().solidPoints())
                    .set(SOLID_PART, after.measuring().solidPart())
                    .execute();
            forget();
            events.publishEvent(new CompanyChanged(before, after));
        });
    }

    private synchronized void forget() {
        known = null;
    }

    private Company read() {
        return dsl.select(NAME, ZONE, CURRENCY, LANGUAGE, CHURN_WINDOW, LEVEL, SOLID_POINTS, SOLID_PART)
                .from(COMPANY)
                .fetchSingle(row -> new Company(
                        row.get(NAME),
                        ZoneId.of(row.get(ZONE)),
                        Currency.getInstance(row.get(CURRENCY)),
                        row.get(LANGUAGE),
                        new Measuring(
                                row.get(CHURN_WINDOW), row.get(LEVEL), row.get(SOLID_POINTS), row.get(SOLID_PART))));
    }
}
