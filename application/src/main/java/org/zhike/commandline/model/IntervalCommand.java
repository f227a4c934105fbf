package org.zhike.commandline.model;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "interval",
        description = {
            "How sure a share, a score, a mean, a median, a ratio or a rate is, and the difference of two.",
            "From numbers on the command line, or from a column of a file, of all rows or by group."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "KIND")
final class IntervalCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private IntervalCommand() {}

    static CommandLine create() {
        return new CommandLine(new IntervalCommand())
                .addSubcommand(new IntervalShare())
                .addSubcommand(new IntervalNps())
                .addSubcommand(new IntervalMean())
                .addSubcommand(new IntervalMedian())
                .addSubcommand(new IntervalRatio())
                .addSubcommand(new IntervalRate())
                .addSubcommand(new IntervalDifference());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
