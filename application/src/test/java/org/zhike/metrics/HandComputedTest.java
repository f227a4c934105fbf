package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.zhike.metrics.MetricAnswer.Cell;

/** Every metric that ships, on records few enough to compute the number by hand. */
@NullUnmarked
class HandComputedTest {

    @TestFactory
    Stream<DynamicTest> everyMetricIsWhatAHandComputes() {
        return HandExample.all().stream()
                .map(example -> DynamicTest.dynamicTest(example.metric() + ": " + example.because(), () -> {
                    try (var warehouse = new Warehouse()) {
                        example.fill(warehouse);
                        Cell cell = warehouse.number(example.metric(), example.from(), example.to());
                        assertThat(cell.value()).isCloseTo(example.value(), within(1e-9));
                        assertThat(cell.n()).isEqualTo(example.n());
                    }
                }));
    }

    @Test
    void noMetricIsWithoutItsExample() throws Exception {
        try (var warehouse = new Warehouse()) {
            assertThat(HandExample.all().stream().map(HandExample::metric))
                    .containsExactlyInAnyOrderElementsOf(warehouse.metrics().catalogue().stream()
                            .map(Metric::id)
                            .toList());
        }
    }
}
