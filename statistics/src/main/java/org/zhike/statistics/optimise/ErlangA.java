package org.zhike.statistics.optimise;

import org.zhike.statistics.Require;

/**
 * A service desk with one queue whose callers give up after exponential times of patience (Palm 1957; Mandelbaum and Zeltyn
 * 2007): Erlang C for a mean patience without bound. It is stable at any load. All times are in one unit.
 *
 * @param arrivalRate requests per unit of time, above 0
 * @param handlingTime mean time an agent is busy with one, above 0
 * @param patience mean time after which a waiting caller gives up, above 0
 */
public record ErlangA(double arrivalRate, double handlingTime, double patience) {

    /** States behind this part of the most likely one add nothing to a double. */
    private static final double NOTHING = 1e-18;

    /** Queues longer than this are not worked out. */
    private static final int LONGEST = 50_000_000;

    public ErlangA {
        Require.positive(arrivalRate, "arrivalRate");
        Require.positive(handlingTime, "handlingTime");
        Require.positive(patience, "patience");
    }

    /**
     * How the desk does in the long run.
     *
     * @param waitingProbability that no agent is free for a new caller
     * @param abandonment part of the callers who give up
     * @param averageWait of all callers, those who gave up included
     * @param occupancy part of their time that agents are busy
     */
    public record Result(double waitingProbability, double abandonment, double averageWait, double occupancy) {}

    /** The long run with so many agents, from the stationary distribution of callers. Linear in agents and queue. */
    public Result with(int agents) {
        Require.atLeast(1, agents, "agents");
        double load = arrivalRate * handlingTime;
        double inverse = 1;
        for (int n = 1; n <= agents; n++) {
            inverse = 1 + inverse * (n / load);
        }
        // Relative to the state with all agents busy and no one waiting: the states below it sum to 1/B − 1.
        double term = 1;
        double busy = 1;
        double queue = 0;
        for (int waiting = 1; ; waiting++) {
            double ratio = arrivalRate / (agents / handlingTime + waiting / patience);
            term *= ratio;
            busy += term;
            queue += waiting * term;
            if (Double.isInfinite(queue) || waiting > LONGEST) {
                throw new IllegalArgumentException("the queue of " + agents + " agents at the load " + load
                        + " with the patience " + patience + " is too long to work out");
            }
            if (ratio < 1 && waiting * term < NOTHING * (1 - ratio) * busy) {
                break;
            }
        }
        double all = inverse - 1 + busy;
        double waitingProbability = busy / all;
        double queueLength = queue / all;
        double abandonment = queueLength / patience / arrivalRate;
        return new Result(
                waitingProbability,
                abandonment,
                queueLength / arrivalRate,
                Math.min(1, load * (1 - abandonment) / agents));
    }

    /** The fewest agents with whom no more than this part of the callers gives up; at least 1. Bisects. */
    public int agentsFor(double abandonment) {
        Require.level(abandonment);
        int high = 1;
        while (with(high).abandonment() > abandonment) {
            high *= 2;
        }
        int low = high / 2;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (with(middle).abandonment() > abandonment) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
