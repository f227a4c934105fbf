package org.zhike.commandline.model;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "model",
        description = {
            "Fit models to plain files (CSV, gzip of it, xlsx); no database, no server.",
            "A fit without a good end is an answer too: see \"outcome\" and the warnings."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "MODEL")
public final class ModelCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private ModelCommand() {}

    /** The command with one command for each model. */
    public static CommandLine create() {
        return new CommandLine(new ModelCommand())
                .addSubcommand(new ClvCommand())
                .addSubcommand(new SurvivalCommand())
                .addSubcommand(new ChurnCommand())
                .addSubcommand(new ForecastCommand())
                .addSubcommand(new BasketsCommand())
                .addSubcommand(new ClustersCommand())
                .addSubcommand(new RecommendCommand())
                .addSubcommand(new TextCommand())
                .addSubcommand(new UpliftCommand())
                .addSubcommand(IntervalCommand.create());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
