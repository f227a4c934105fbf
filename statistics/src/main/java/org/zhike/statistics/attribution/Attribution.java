package org.zhike.statistics.attribution;

import java.util.List;
import org.zhike.statistics.numeric.ExactSum;

/** The conversions divided among channels: the true sum of the credits rounds to the conversions. */
public final class Attribution {

    private final List<String> channels;
    private final double[] credits;
    private final double total;

    /** Divides the total in proportion to the parts, which are not negative and not all 0. */
    static Attribution inProportion(List<String> channels, double[] parts, double total) {
        double sum = ExactSum.of(parts);
        var credits = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            credits[i] = parts[i] / sum * total;
        }
        return new Attribution(channels, credits, total);
    }

    /** Takes the array for its own. */
    Attribution(List<String> channels, double[] credits, double total) {
        this.channels = channels;
        this.credits = credits;
        this.total = total;
        ExactSum.trim(credits, total);
    }

    public List<String> channels() {
        return channels;
    }

    /** All conversions. */
    public double total() {
        return total;
    }

    /** The conversions the channel gets the credit for. */
    public double credit(String channel) {
        return credits[index(channel)];
    }

    /** The channel's part of all credit, 0 to 1; 0 when there was no conversion. */
    public double share(String channel) {
        return total == 0 ? 0 : credit(channel) / total;
    }

    double sumOfPieces() {
        return ExactSum.of(credits);
    }

    private int index(String channel) {
        int index = channels.indexOf(channel);
        if (index < 0) {
            throw new IllegalArgumentException("there is no channel " + channel + " among " + channels);
        }
        return index;
    }
}
