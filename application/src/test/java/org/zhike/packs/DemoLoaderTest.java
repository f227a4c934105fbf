package org.zhike.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhike.identity.Actor;
import org.zhike.platform.ZhikeTest;
import org.zhike.records.ListQuery;
import org.zhike.records.Records;

@ZhikeTest
class DemoLoaderTest {

    private static final LocalDate UNTIL = LocalDate.of(2026, 7, 1);

    @Autowired
    private DemoLoader loader;

    @Autowired
    private Records records;

    @Autowired
    private DSLContext sql;

    @Test
    void theDemoCompanyIsLoadedOnceAndWhole() {
        sql.execute("truncate records.customer, records.product, records.marketing_cost cascade");
        List<String> told = new ArrayList<>();

        assertThat(loader.load(UNTIL, object -> told.add(object.name()))).isTrue();
        assertThat(loader.load(UNTIL, object -> told.add(object.name()))).isFalse();

        assertThat(told).containsExactlyElementsOf(DemoCompany.objects());
        assertThat(count("customer")).isEqualTo(8_000);
        assertThat(count("order")).isGreaterThan(30_000);
        assertThat(count("survey_answer")).isGreaterThan(1_000);
    }

    private long count(String object) {
        var page = records.list(Actor.SYSTEM, ListQuery.of(object).limit(1).counting(ListQuery.Counting.EXACT));
        return page.count() == null ? 0 : page.count().value();
    }
}
