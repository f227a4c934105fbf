package org.zhike.projection;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the projection follows the records and what its engine may use.
 *
 * @param debounce how long changes are gathered before they are applied together
 * @param tick how often it looks for changes without having been told of any
 * @param timeout the longest one analysis may take
 * @param memory what the engine may hold in memory before it spills to disk; null = a quarter of the machine's
 * @param threads how many cores one analysis may use; null = all
 */
@ConfigurationProperties("zhike.projection")
public record ProjectionSettings(
        @DefaultValue("200ms") Duration debounce,
        @DefaultValue("5s") Duration tick,
        @DefaultValue("60s") Duration timeout,
        @Nullable DataSize memory,
        @Nullable Integer threads) {

    long memoryBytes() {
        if (memory != null) {
            return memory.toBytes();
        }
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return machine.getTotalMemorySize() / 4;
    }

    int threadCount() {
        return threads != null ? threads : Runtime.getRuntime().availableProcessors();
    }
}
