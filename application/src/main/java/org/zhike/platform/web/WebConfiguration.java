package org.zhike.platform.web;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;

/** JSON as docs/api.md writes it, and the files of the screens. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final String screens;

    WebConfiguration(@Value("${spring.web.resources.static-locations:classpath:/static/}") String screens) {
        this.screens = screens;
    }

    /** Exact numbers without exponents, instants in ISO 8601 (Jackson's own default), enums in lower case. */
    @Bean
    JsonMapperBuilderCustomizer json() {
        return mapper -> mapper.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // The names of these hold a hash of their content.
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(screens + "assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
        registry.addResourceHandler("/**")
                .addResourceLocations(screens)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new Screens());
    }

    /** Finds a file, or the one page of the screens, which reads the rest of the address itself. */
    private static final class Screens extends PathResourceResolver {

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            Resource file = super.getResource(path, location);
            boolean isScreen = !path.startsWith("api/") && !path.startsWith("actuator/") && !path.contains(".");
            return file == null && isScreen ? super.getResource("index.html", location) : file;
        }
    }
}
