package org.zhike.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the application keeps its data.
 *
 * @param data the data directory
 * @param database a PostgreSQL of the company's own; null = the embedded one
 */
@ConfigurationProperties("zhike")
public record PlatformSettings(
        @DefaultValue("./data") String data, @Nullable External database) {

    public Path dataDirectory() {
        return Path.of(data);
    }

    /** An external PostgreSQL 18 with an empty database for Zhike. */
    public record External(
            String url,
            @DefaultValue("zhike") String username,
            @DefaultValue("") String password) {}
}
