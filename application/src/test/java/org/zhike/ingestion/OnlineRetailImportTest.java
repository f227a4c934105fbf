package org.zhike.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.zhike.identity.Actor;
import org.zhike.ingestion.value.Transform;
import org.zhike.platform.ZhikeTest;

/** A real file of 541,909 invoice lines (UCI Online Retail) with known totals. */
// A database of its own: it sums everything there is.
@ZhikeTest(properties = "spring.application.name=zhike-online-retail")
@DirtiesContext
class OnlineRetailImportTest {

    private static final Logger LOG = LoggerFactory.getLogger(OnlineRetailImportTest.class);

    @Autowired
    private Imports imports;

    @Autowired
    private DSLContext sql;

    @Test
    void theKnownTotalsComeOutAndASecondImportChangesNothing() throws IOException {
        Path file = file();
        ImportOutcome first = run(file, new OneGo(null, null, false));
        LOG.info("{} rows/s, {}", Math.round(first.read() / first.seconds()), first);

        assertThat(first.read()).isEqualTo(541_909);
        assertThat(first.rejected()).isZero();
        assertThat(first.objects())
                .containsEntry("order", new ImportOutcome.Counts(25_900, 0, 0))
                .containsEntry("customer", new ImportOutcome.Counts(4_372, 0, 0))
                .containsEntry("product", new ImportOutcome.Counts(4_070, 0, 0))
                .containsEntry("order_item", new ImportOutcome.Counts(541_909, 0, 0));
        assertThat(first.warnings()).containsExactlyEntriesOf(Map.of("several_dates", 43L));
        assertThat(decimal("select sum(amount) from records.order_item")).isEqualByComparingTo("9747747.934");
        assertThat(decimal("select sum(amount) from records.\"order\"")).isEqualByComparingTo("9747747.934");
        assertThat(
                        decimal(
                                "select count(*) from records.order_item i join records.\"order\" o on o.id = i.order where o.customer is null"))
                .isEqualByComparingTo("135080");
        assertThat(decimal("select count(*) from records.order_item i join records.\"order\" o on o.id = i.order"
                        + " where o.number like 'C%' and o.kind = 'refund'"))
                .isEqualByComparingTo("9288");
        assertThat(decimal("select count(*) from records.customer where external_id like '%.0'"))
                .isEqualByComparingTo("0");
        assertThat(imports.newest().getFirst().mapping().columns().get(6).transform())
                .isEqualTo(Transform.WHOLE_NUMBER);

        ImportOutcome second = run(file, OneGo.as("order-lines"));
        LOG.info("again: {} rows/s", Math.round(second.read() / second.seconds()));

        assertThat(second.created() + second.updated() + second.rejected()).isZero();
        assertThat(second.unchanged()).isEqualTo(25_900 + 4_372 + 4_070 + 541_909);
    }

    private ImportOutcome run(Path file, OneGo way) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return way.run(imports, Actor.SYSTEM, "online_retail.csv.gz", content);
        }
    }

    private BigDecimal decimal(String query) {
        return Objects.requireNonNull(sql.resultQuery(query).fetchSingleInto(BigDecimal.class));
    }

    private static Path file() {
        Path inShared = Path.of("data", "online_retail", "online_retail.csv.gz");
        Optional<Path> found = Stream.concat(
                        Stream.ofNullable(System.getProperty("zhike.shared")).map(Path::of),
                        Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                                .map(at -> at.resolve("shared")))
                .map(shared -> shared.resolve(inShared))
                .filter(Files::exists)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "shared/" + inShared + " is not here");
        return found.orElseThrow();
    }
}
