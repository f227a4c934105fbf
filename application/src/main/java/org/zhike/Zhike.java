package org.zhike;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The entry of the application. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Zhike {

    public static void main(String[] arguments) {
        SpringApplication.run(Zhike.class, arguments);
    }
}
