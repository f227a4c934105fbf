package org.zhike.statistics.optimise;

import static java.lang.Math.exp;
import static java.lang.Math.max;

import org.zhike.statistics.Require;

/**
 * A service desk with one queue: requests come at random (Poisson), take exponential times, and wait without giving up until
 * one of the agents is free (Erlang 1917). All times are in one unit of the caller's choice, such as seconds.
 *
 * <p>The inverse 1/B of Erlang's loss formula is built up agent by agent, 1/B(n) = 1 + (n/a)/B(n − 1), which has only positive
 * terms and loses no digits. It grows to infinity for quiet desks of thousands of agents, and the probabilities are 0 then.
 *
 * @param arrivalRate requests per unit of time, at least 0
 * @param handlingTime mean time an agent is busy with one, above 0
 */
public record ErlangC(double arrivalRate, double handlingTime) {

    /** Loads of more agents than this would be searched for minutes, and are slips of units. */
    private static final double LARGEST_LOAD = 10_000_000;

    public ErlangC {
        Require.notNegative(arrivalRate, "arrivalRate");
        Require.positive(handlingTime, "handlingTime");
        if (arrivalRate * handlingTime > LARGEST_LOAD) {
            throw new IllegalArgumentException("the load of " + arrivalRate * handlingTime + " agents is above "
                    + LARGEST_LOAD + "; are both in the same unit of time?");
        }
    }

    /** The agents that are busy on average, in Erlang: arrival rate times handling time. */
    public double load() {
        return arrivalRate * handlingTime;
    }

    /** The part of their time that agents are busy; 1 when they cannot keep up. */
    public double occupancy(int agents) {
        Require.atLeast(1, agents, "agents");
        return Math.min(1, load() / agents);
    }

    /** The probability that a request must wait; 1 when the agents cannot keep up. Linear in the agents. */
    public double waitingProbability(int agents) {
        Require.atLeast(1, agents, "agents");
        if (agents <= load()) {
            return 1;
        }
        double inverse = 1;
        for (int n = 1; n <= agents; n++) {
            inverse = 1 + inverse * (n / load());
        }
        return waiting(agents, inverse);
    }

    /** The mean wait of all requests, those without one included; infinite when the agents cannot keep up. */
    public double averageWait(int agents) {
        double waiting = waitingProbability(agents);
        return agents <= load() ? Double.POSITIVE_INFINITY : waiting * handlingTime / (agents - load());
    }

    /** The mean number of requests in the queue; infinite when the agents cannot keep up. */
    public double queueLength(int agents) {
        return arrivalRate == 0 ? 0 : arrivalRate * averageWait(agents);
    }

    /** The probability that a request waits at most so long; 0 when the agents cannot keep up. */
    public double serviceLevel(int agents, double wait) {
        Require.notNegative(wait, "wait");
        return level(agents, waitingProbability(agents), wait);
    }

    /**
     * The fewest agents with whom at least this part of the requests waits at most so long; at least 1. One pass, linear in the
     * load.
     */
    public int agentsFor(double serviceLevel, double wait) {
        Require.level(serviceLevel);
        Require.notNegative(wait, "wait");
        double inverse = 1;
        for (int n = 1; ; n++) {
            inverse = 1 + inverse * (n / load());
            if (n > load() && level(n, waiting(n, inverse), wait) >= serviceLevel) {
                return n;
            }
        }
    }

    /** The fewest agents with whom requests wait no longer on average; at least 1. */
    public int agentsForAverageWait(double wait) {
        Require.positive(wait, "wait");
        double inverse = 1;
        for (int n = 1; ; n++) {
            inverse = 1 + inverse * (n / load());
            if (n > load() && waiting(n, inverse) * handlingTime / (n - load()) <= wait) {
                return n;
            }
        }
    }

    /** C = B / (1 − ρ(1 − B)), with B = 1 / inverse. */
    private double waiting(int agents, double inverse) {
        double b = 1 / inverse;
        double occupancy = load() / agents;
        return b / (1 - occupancy + occupancy * b);
    }

    private double level(int agents, double waiting, double wait) {
        if (agents <= load()) {
            return 0;
        }
        return max(0, 1 - waiting * exp(-(agents - load()) * wait / handlingTime));
    }
}
