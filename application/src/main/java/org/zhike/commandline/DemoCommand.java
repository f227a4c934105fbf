package org.zhike.commandline;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Start Zhike with a demo company, ready to look at; Ctrl-C ends it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    /** The demo's administrator. The demo listens on this machine only unless told otherwise. */
    private static final String USER = "admin";

    private static final String PASSWORD = "zhike-demo";

    private final ApplicationStart start;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data/demo",
            description = "The directory that keeps everything (default: ${DEFAULT-VALUE}).")
    private String data = "./data/demo";

    DemoCommand(ApplicationStart start) {
        this.start = start;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = Map.<String, Object>of(
                "zhike.demo.enabled", true, "zhike.demo.user", USER, "zhike.demo.password", PASSWORD);
        return server.run(
                start,
                data,
                settings,
                address -> spec.commandLine().getOut().println("""
                        Zhike is ready at %s
                          name      %s
                          password  %s
                        Ctrl-C ends it.""".formatted(address, USER, PASSWORD)));
    }
}
