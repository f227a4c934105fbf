package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.period;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;

/** A change taken apart adds up to the change. */
@NullUnmarked
class WhyTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    @Test
    void whyANumberMovedAddsUpToTheMoveForEveryMetricAndDimension() {
        RandomRecords.fill(warehouse, 400);
        for (Metric metric : warehouse.metrics().catalogue()) {
            WhyAnswer why;
            try {
                why = why(metric.id(), "2025-04-01", "2025-07-01");
            } catch (ProductException hasNoParts) {
                assertThat(hasNoParts).hasMessageContaining("no parts that add up");
                continue;
            }
            assertThat(why.change()).as(metric.id()).isNotNull();
            double change = why.after() - why.before();
            double size = Math.max(1, Math.abs(why.before()) + Math.abs(why.after()));
            for (WhyAnswer.Dimension dimension : why.dimensions()) {
                double sum = dimension.restEffect();
                for (WhyAnswer.Part part : dimension.parts()) {
                    sum += part.effect();
                    assertThat(part.rate() + part.mix() + part.entered() + part.left())
                            .isCloseTo(part.effect(), within(1e-9 * size));
                }
                assertThat(sum).as("%s by %s", metric.id(), dimension.path()).isCloseTo(change, within(1e-9 * size));
            }
        }
    }

    @Test
    void aRateThatRoseInEveryPartAndFellInTheWholeIsFlagged() {
        answers("2025-03-10", "app", 80, 100);
        answers("2025-03-10", "store", 10, 50);
        answers("2025-04-10", "app", 9, 10);
        answers("2025-04-10", "store", 30, 100);

        WhyAnswer why = why("csat", "2025-04-01", "2025-05-01");
        WhyAnswer.Dimension channel = why.dimensions().stream()
                .filter(dimension -> dimension.path().equals("channel"))
                .findFirst()
                .orElseThrow();
        assertThat(why.after()).isLessThan(why.before());
        assertThat(channel.reversal()).isTrue();
        assertThat(channel.parts()).allMatch(part -> part.rate() > 0);
    }

    @Test
    void aMedianIsNotTakenApart() {
        assertThatThrownBy(() -> why("repurchase_cycle", "2025-04-01", "2025-05-01"))
                .hasMessageContaining("no parts that add up");
    }

    private void answers(String day, String channel, int satisfied, int all) {
        for (int i = 0; i < all; i++) {
            warehouse.answer(null, day, "csat", "1-5", i < satisfied ? 5 : 2, "channel", channel);
        }
    }

    private WhyAnswer why(String metric, String from, String to) {
        return warehouse
                .metrics()
                .why(Actor.SYSTEM, new WhyQuery(metric, List.of(), period(from, to), null, null), Locale.ENGLISH);
    }
}
