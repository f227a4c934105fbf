package org.zhike.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Where the company's PostgreSQL database is. Rooms usually take the {@link DataSource} or {@link DSLContext}; this is for
 * connections of their own, outside the pool: long copies and listening.
 */
public record Database(String url, String username, String password) {

    /** The schema of the system tables; record tables live in {@code records}. */
    public static final String SCHEMA = "zhike";

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    /** Opens a connection of its own; the caller closes it. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "zhike");
        return DriverManager.getConnection(url, properties);
    }

    /** Opens a pool of at most so many connections. */
    HikariDataSource pool(int size) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setPoolName("zhike");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.addDataSourceProperty("ApplicationName", "zhike");
        // Rows stream instead of filling the memory where a caller sets a fetch size; batches become one round trip.
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    /** Brings the system tables up to date; each room adds its numbered files to {@code db/migration}. */
    static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .createSchemas(true)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /** Returns jOOQ on the data source; both its own and Spring's transactions hold for it. */
    static DSLContext dsl(DataSource dataSource, PlatformTransactionManager transactions) {
        return DSL.using(new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(dataSource)))
                .set(new SpringTransactions(transactions))
                .set(new Settings().withExecuteLogging(false)));
    }

    static DSLContext dsl(DataSource dataSource) {
        return dsl(dataSource, new DataSourceTransactionManager(dataSource));
    }
}
