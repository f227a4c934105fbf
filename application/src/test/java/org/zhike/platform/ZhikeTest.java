package org.zhike.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;
import org.zhike.Zhike;

/**
 * A test in the whole application on a fresh database and a temporary data directory, with MockMvc. Test classes with equal
 * settings share one application, its database included: add {@code @DirtiesContext} where a class needs it untouched.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Zhike.class)
@AutoConfigureMockMvc
@ContextConfiguration(initializers = ZhikeTest.Ground.class)
public @interface ZhikeTest {

    @AliasFor(annotation = SpringBootTest.class)
    SpringBootTest.WebEnvironment webEnvironment() default SpringBootTest.WebEnvironment.MOCK;

    @AliasFor(annotation = SpringBootTest.class)
    String[] properties() default {};

    /** Points the application to its own database and directory. */
    final class Ground implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Database database = PostgresForTests.freshDatabase().database();
            TestPropertyValues.of(
                            "zhike.data=" + temporaryDirectory(),
                            "zhike.database.url=" + database.url(),
                            "zhike.database.username=" + database.username(),
                            "zhike.database.password=" + database.password())
                    .applyTo(context);
        }

        private static String temporaryDirectory() {
            try {
                var directory = Files.createTempDirectory("zhike-test");
                SpringApplication.getShutdownHandlers().add(() -> delete(directory));
                return directory.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path directory) {
            try {
                FileSystemUtils.deleteRecursively(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
