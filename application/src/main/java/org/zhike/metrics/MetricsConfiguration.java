package org.zhike.metrics;

import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.expressions.Expressions;
import org.zhike.identity.Audit;
import org.zhike.identity.RowScopes;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.platform.CompanySettings;
import org.zhike.platform.DatabaseListener;
import org.zhike.projection.AnalyticsEngine;

/** The metrics that ship with Zhike and the company's own, on the projection. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    StudioStore studioStore(DSLContext dsl, Clock clock) {
        return new StudioStore(dsl, clock);
    }

    @Bean
    CatalogueBuilder catalogueBuilder(ObjectCatalogue objects, Expressions expressions) {
        return new CatalogueBuilder(objects, expressions);
    }

    @Bean
    LiveCatalogue liveCatalogue(CatalogueBuilder builder, StudioStore store, DatabaseListener listener) {
        var live = new LiveCatalogue(builder, store);
        // Other nodes publish too.
        listener.listen(StudioStore.CHANNEL, payload -> live.reload());
        return live;
    }

    @Bean
    Metrics metrics(
            LiveCatalogue live,
            ObjectCatalogue objects,
            Expressions expressions,
            AnalyticsEngine engine,
            RowScopes scopes,
            TargetTable targets,
            CompanySettings company,
            Clock clock) {
        return new Metrics(
                live::catalogue, objects, expressions, engine, scopes::on, targets::of, company::current, clock);
    }

    @Bean
    MetricStudio metricStudio(
            LiveCatalogue live,
            CatalogueBuilder builder,
            StudioStore store,
            Metrics metrics,
            AnalyticsEngine engine,
            TransactionTemplate transactions,
            Audit audit) {
        return new MetricStudio(live, builder, store, new Previews(metrics, engine, builder), transactions, audit);
    }

    @Bean
    Explore explore(
            ObjectCatalogue objects,
            Expressions expressions,
            AnalyticsEngine engine,
            RowScopes scopes,
            CompanySettings company,
            Clock clock) {
        return new Explore(objects, expressions, engine, scopes::on, company::current, clock);
    }

    @Bean
    MetricLinks metricLinks(Metrics metrics, CompanySettings company) {
        return new MetricLinks(metrics, () -> company.current().measuring());
    }

    @Bean
    MetricRanking metricRanking(Metrics metrics, CompanySettings company) {
        return new MetricRanking(metrics, () -> company.current().measuring());
    }
}
