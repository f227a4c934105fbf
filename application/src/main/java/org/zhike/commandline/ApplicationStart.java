package org.zhike.commandline;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** Starts the application from the command line. */
record ApplicationStart(Class<?> application) {

    /** Starts it with its web server. */
    ConfigurableApplicationContext withWeb(Map<String, Object> settings) {
        return start(WebApplicationType.SERVLET, settings);
    }

    private ConfigurableApplicationContext start(WebApplicationType type, Map<String, Object> settings) {
        var spring = new SpringApplication(application);
        spring.setWebApplicationType(type);
        // Stronger than the environment: what stands on the command line counts.
        return spring.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    /** Waits until somebody ends the application. */
    static void awaitEnd(ConfigurableApplicationContext context) throws InterruptedException {
        var closed = new CountDownLatch(1);
        context.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                closed.countDown();
            }
        });
        closed.await();
    }
}
