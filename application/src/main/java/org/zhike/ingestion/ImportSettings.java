package org.zhike.ingestion;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of imports.
 *
 * @param limit the largest file taken, as it is sent
 */
@ConfigurationProperties("zhike.import")
public record ImportSettings(@DefaultValue("2GB") DataSize limit) {}
