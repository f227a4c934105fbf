package org.zhike.projection;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.platform.CompanySettings;
import org.zhike.platform.DataDirectory;

/** The projection in the application's data directory. */
@Configuration(proxyBeanMethods = false)
class ProjectionConfiguration {

    @Bean
    ProjectionFiles projectionFiles(DataDirectory directory, ProjectionSettings settings)
            throws IOException, SQLException {
        return new ProjectionFiles(directory.directory("projection"), settings);
    }

    @Bean
    Projector projector(DataSource records, ObjectCatalogue objects, CompanySettings company) {
        return new Projector(records, objects, company::zone);
    }
}
