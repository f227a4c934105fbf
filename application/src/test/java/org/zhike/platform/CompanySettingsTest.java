package org.zhike.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CompanySettingsTest {

    private static final Company SHOP = new Company(
            "小店", ZoneId.of("Europe/Berlin"), Currency.getInstance("EUR"), "zh-CN", new Measuring(60, 0.9, 3, 0.2));

    private final PostgresForTests.Fresh fresh = PostgresForTests.freshDatabase();
    private final TransactionTemplate transactions =
            new TransactionTemplate(new DataSourceTransactionManager(fresh.dataSource()));
    private final List<Object> events = new ArrayList<>();
    private final CompanySettings settings = new CompanySettings(fresh.dsl(), transactions, events::add);

    @Test
    void aChangeIsSeenAtOnceAndAnnounced() {
        Company before = settings.current();
        settings.change(SHOP);

        assertThat(settings.current()).isEqualTo(SHOP);
        assertThat(events).containsExactly(new CompanyChanged(before, SHOP));
    }

    @Test
    void aChangeWhoseTransactionFailsNeverHappened() {
        Company before = settings.current();

        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    settings.change(SHOP);
                    assertThat(settings.current()).isEqualTo(SHOP);
                    throw new IllegalStateException("later trouble");
                }))
                .hasMessage("later trouble");

        assertThat(settings.current()).isEqualTo(before);
    }
}
