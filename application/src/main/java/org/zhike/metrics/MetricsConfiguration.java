package org.zhike.metrics;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhike.expressions.Expressions;
import org.zhike.identity.RowScopes;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.platform.CompanySettings;
import org.zhike.projection.AnalyticsEngine;

/** The metrics that ship with Zhike, on the projection. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    Metrics metrics(
            ObjectCatalogue objects,
            Expressions expressions,
            AnalyticsEngine engine,
            RowScopes scopes,
            TargetTable targets,
            CompanySettings company,
            Clock clock) {
        return new Metrics(objects, expressions, engine, scopes::on, targets::of, company::current, clock);
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
