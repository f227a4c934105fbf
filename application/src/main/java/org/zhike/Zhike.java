package org.zhike;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.zhike.commandline.ZhikeCommand;

/** The entry of the application. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Zhike {

    public static void main(String[] arguments) {
        System.exit(ZhikeCommand.run(Zhike.class, arguments));
    }
}
