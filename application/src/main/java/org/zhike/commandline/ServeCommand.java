package org.zhike.commandline;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Start Zhike with your own data; Ctrl-C ends it.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private final ApplicationStart start;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "The directory that keeps everything (default: ${DEFAULT-VALUE}).")
    private String data = "./data";

    ServeCommand(ApplicationStart start) {
        this.start = start;
    }

    @Override
    public Integer call() throws InterruptedException {
        return server.run(
                start,
                data,
                Map.of(),
                address -> spec.commandLine()
                        .getOut()
                        .println("Zhike is ready at " + address + " (data in " + data + "). Ctrl-C ends it."));
    }
}
