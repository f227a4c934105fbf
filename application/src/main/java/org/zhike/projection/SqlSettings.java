package org.zhike.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the SQL of people may use.
 *
 * @param timeout the longest a statement shown on a screen may take
 * @param exportTimeout the longest a statement written to a file may take
 * @param statements how many may run at once
 * @param memoryShare the part of the engine's memory that they may hold together, and of the spill on disk four times as much
 */
@ConfigurationProperties("zhike.sql")
public record SqlSettings(
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("10m") Duration exportTimeout,
        @DefaultValue("4") int statements,
        @DefaultValue("0.5") double memoryShare) {}
