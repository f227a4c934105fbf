package org.zhike.commandline;

import java.io.PrintWriter;
import org.springframework.boot.web.server.PortInUseException;
import org.zhike.commandline.model.ModelCommand;
import org.zhike.kernel.ErrorKind;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/**
 * All verbs of {@code ./zhike} that need the application. Exit codes: 0 done, 1 a bug of ours, and those of {@link ErrorKind}:
 * 2 wrong input, 3 not there, 4 not allowed, 5 changed meanwhile, 6 not possible now.
 */
@Command(
        name = "zhike",
        description = "Customer records, honest measurement, and the loop from finding to effect.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = CommandLine.HelpCommand.class)
public final class ZhikeCommand implements Runnable {

    private static final int BUG = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private ZhikeCommand() {}

    /**
     * Runs one command to its end.
     *
     * @param application the class Spring starts from
     * @return the exit code
     */
    public static int run(Class<?> application, String... arguments) {
        return of(application).execute(arguments);
    }

    static CommandLine of(Class<?> application) {
        var start = new ApplicationStart(application);
        return new CommandLine(new ZhikeCommand())
                .addSubcommand(new ServeCommand(start))
                .addSubcommand(new DemoCommand(start))
                .addSubcommand(new ImportCommand(start))
                .addSubcommand(MetricsCommand.of(start))
                .addSubcommand(new RecordsCommand(start))
                .addSubcommand(ModelCommand.create())
                .addSubcommand(new VersionCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(ZhikeCommand::explain);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Says in words what a caller can do something about; a bug of ours shows its trace. */
    private static int explain(Exception exception, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProductException product) {
                product.issues().forEach(issue -> err.println(line(issue)));
                return product.kind().exitCode();
            }
            if (cause instanceof PortInUseException port) {
                err.println("Port %d is in use. Stop the other program, or choose another port with --port."
                        .formatted(port.getPort()));
                return ErrorKind.UNAVAILABLE.exitCode();
            }
        }
        exception.printStackTrace(err);
        return BUG;
    }

    private static String line(Issue issue) {
        return issue.where().isEmpty() ? issue.message() : issue.where() + ": " + issue.message();
    }
}
