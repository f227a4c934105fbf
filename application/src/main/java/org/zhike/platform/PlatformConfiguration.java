package org.zhike.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhike.kernel.ProductException;

/** Data directory, database, connections and clock. Whoever gets the {@link DataSource} finds the system tables made. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    private static final String NAME = "zhike";
    private static final int CONNECTIONS = 20;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    DataDirectory dataDirectory(PlatformSettings settings) {
        return DataDirectory.open(settings.dataDirectory());
    }

    @Bean
    @ConditionalOnProperty(name = "zhike.database.url", matchIfMissing = true, havingValue = "\0 never")
    EmbeddedPostgres embeddedPostgres(DataDirectory directory) {
        return EmbeddedPostgres.start(directory.path().resolve("postgres"), Map.of());
    }

    @Bean
    Database database(PlatformSettings settings, ObjectProvider<EmbeddedPostgres> embedded) {
        PlatformSettings.External external = settings.database();
        if (external == null) {
            return embedded.getObject().createDatabase(NAME);
        }
        var database = new Database(external.url(), external.username(), external.password());
        try (var connection = database.connect()) {
            connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            var unreachable = new ProductException(PlatformError.DATABASE_OUT_OF_REACH, database.url(), e.getMessage());
            unreachable.initCause(e);
            throw unreachable;
        }
        return database;
    }

    @Bean
    HikariDataSource dataSource(Database database) {
        HikariDataSource pool = database.pool(CONNECTIONS);
        try {
            Database.migrate(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        return pool;
    }

    @Bean
    DSLContext dsl(DataSource dataSource, PlatformTransactionManager transactions) {
        return Database.dsl(dataSource, transactions);
    }
}
