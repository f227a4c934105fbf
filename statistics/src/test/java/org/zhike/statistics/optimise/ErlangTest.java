package org.zhike.statistics.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErlangTest {

    @Test
    void smallDesksEqualTheFormulasWorkedOutByHand() {
        // One agent: waits with probability ρ, on average ρ / (1 − ρ) handling times.
        var one = new ErlangC(0.8, 1);
        assertThat(one.waitingProbability(1)).isCloseTo(0.8, within(1e-15));
        assertThat(one.averageWait(1)).isCloseTo(4, within(1e-13));
        assertThat(one.queueLength(1)).isCloseTo(3.2, within(1e-13));
        // Two agents at the load 1: C = 1/3, the mean wait 1/3.
        var two = new ErlangC(1, 1);
        assertThat(two.waitingProbability(2)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(two.averageWait(2)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(two.serviceLevel(2, 1)).isCloseTo(1 - Math.exp(-1) / 3, within(1e-15));
        // Three agents at the load 2: C = (8/6 · 3) / (1 + 2 + 2 + 4) = 4/9.
        assertThat(new ErlangC(2, 1).waitingProbability(3)).isCloseTo(4 / 9.0, within(1e-15));
    }

    @Test
    void theSumOfTheFormulaGivesTheSameForDozensOfAgents() {
        for (int agents = 1; agents <= 100; agents++) {
            double load = 0.9 * agents;
            double term = 1;
            double sum = 0;
            for (int k = 0; k < agents; k++) {
                sum += term;
                term *= load / (k + 1);
            }
            double last = term * agents / (agents - load);
            assertThat(new ErlangC(load, 1).waitingProbability(agents)).isCloseTo(last / (sum + last), within(1e-12));
        }
    }

    @Test
    void aHundredCallsOfThreeMinutesInHalfAnHourNeedFourteenAgents() {
        var desk = new ErlangC(100 / 1800.0, 180);

        assertThat(desk.agentsFor(0.8, 20)).isEqualTo(14);
        assertThat(desk.waitingProbability(14)).isCloseTo(0.17413193359505, within(1e-13));
        assertThat(desk.averageWait(14)).isCloseTo(7.83593701177724, within(1e-11));
        assertThat(desk.serviceLevel(14, 20)).isCloseTo(0.88835001917947, within(1e-13));
    }

    @Test
    void theFewestAgentsReachTheServiceLevelAndOneFewerDoesNot() {
        var desk = new ErlangC(360 / 3600.0, 240);
        int agents = desk.agentsFor(0.8, 20);

        assertThat(desk.serviceLevel(agents, 20)).isGreaterThanOrEqualTo(0.8);
        assertThat(desk.serviceLevel(agents - 1, 20)).isLessThan(0.8);
        int quick = desk.agentsForAverageWait(10);
        assertThat(desk.averageWait(quick)).isLessThanOrEqualTo(10);
        assertThat(desk.averageWait(quick - 1)).isGreaterThan(10);
    }

    @Test
    void aSimulatedDeskWaitsAsLong() {
        var desk = new ErlangC(0.1, 240);
        double[] seen = simulated(0.1, 240, Double.POSITIVE_INFINITY, 28, 20);

        assertThat(seen[0]).isCloseTo(desk.waitingProbability(28), within(0.01));
        assertThat(seen[1] / desk.averageWait(28)).isCloseTo(1, within(0.06));
        assertThat(seen[2]).isCloseTo(desk.serviceLevel(28, 20), within(0.01));
    }

    @Test
    void aSimulatedDeskWhoseCallersGiveUpLosesAsMany() {
        // More work than agents: without patience's end the queue would never end.
        ErlangA.Result desk = new ErlangA(0.1, 240, 120).with(22);
        double[] seen = simulated(0.1, 240, 120, 22, 20);

        assertThat(seen[0]).isCloseTo(desk.waitingProbability(), within(0.01));
        assertThat(seen[1] / desk.averageWait()).isCloseTo(1, within(0.04));
        assertThat(seen[3]).isCloseTo(desk.abandonment(), within(0.005));
    }

    @Test
    void endlessPatienceIsErlangC() {
        var calm = new ErlangA(0.1, 240, 1e9).with(28);
        var desk = new ErlangC(0.1, 240);

        assertThat(calm.waitingProbability()).isCloseTo(desk.waitingProbability(28), within(1e-6));
        assertThat(calm.averageWait()).isCloseTo(desk.averageWait(28), within(1e-4));
        assertThat(calm.occupancy()).isCloseTo(desk.occupancy(28), within(1e-6));
    }

    @Test
    void fewerGiveUpWithMoreAgentsAndTheFewestAreFound() {
        var desk = new ErlangA(0.1, 240, 120);
        int agents = desk.agentsFor(0.03);

        assertThat(desk.with(agents).abandonment()).isLessThanOrEqualTo(0.03);
        assertThat(desk.with(agents - 1).abandonment()).isGreaterThan(0.03);
    }

    @Test
    void thousandsOfAgentsNeitherOverflowNorLoseDigits() {
        // Halfin and Whitt 1981: with n = a + β√a agents, C tends to 1 / (1 + β Φ(β)/φ(β)) = 0.2234 for β = 1.
        for (double load : new double[] {1e4, 1e6}) {
            int agents = (int) Math.round(load + Math.sqrt(load));
            assertThat(new ErlangC(load, 1).waitingProbability(agents))
                    .isCloseTo(0.22336, within(0.5 / Math.sqrt(load)));
        }
        assertThat(new ErlangC(100, 1).waitingProbability(5000)).isZero();
        assertThat(new ErlangC(100, 1).averageWait(5000)).isZero();
        assertThat(new ErlangC(100, 1).serviceLevel(5000, 0)).isEqualTo(1);
    }

    @Test
    void tooFewAgentsMakeAnEndlessQueueAndNoWorkNone() {
        var busy = new ErlangC(10, 1);
        assertThat(busy.waitingProbability(10)).isEqualTo(1);
        assertThat(busy.averageWait(10)).isInfinite();
        assertThat(busy.serviceLevel(9, 100)).isZero();
        assertThat(busy.occupancy(9)).isEqualTo(1);
        var idle = new ErlangC(0, 1);
        assertThat(idle.waitingProbability(1)).isZero();
        assertThat(idle.queueLength(1)).isZero();
        assertThat(idle.agentsFor(0.99, 0)).isEqualTo(1);
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(Double.NaN, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErlangC(1e6, 240))
                .withMessageContaining("unit");
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(1, 1).waitingProbability(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC(1, 1).agentsFor(1, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangA(1, 1, 0));
    }

    /** Of 400,000 callers the part that found no free agent, the mean wait, the part within the limit, the part that gave up. */
    private static double[] simulated(double rate, double handling, double patience, int agents, double limit) {
        var random = new SplittableRandom(17);
        int callers = 400_000;
        var busyUntil = new PriorityQueue<Double>();
        var queue = new ArrayDeque<double[]>();
        double now = 0;
        double[] seen = new double[4];
        for (int i = 0; i < agents; i++) {
            busyUntil.add(0.0);
        }
        for (int caller = 0; caller < callers; caller++) {
            now += random.nextExponential() / rate;
            serve(queue, busyUntil, now, random, handling, limit, seen);
            seen[0] += queue.isEmpty() && busyUntil.element() <= now ? 0 : 1;
            queue.add(new double[] {now, now + patience * random.nextExponential()});
            serve(queue, busyUntil, now, random, handling, limit, seen);
        }
        serve(queue, busyUntil, Double.MAX_VALUE, random, handling, limit, seen);
        for (int i = 0; i < seen.length; i++) {
            seen[i] /= callers;
        }
        return seen;
    }

    private static void serve(
            ArrayDeque<double[]> queue,
            PriorityQueue<Double> busyUntil,
            double now,
            SplittableRandom random,
            double handling,
            double limit,
            double[] seen) {
        while (!queue.isEmpty() && busyUntil.element() <= now) {
            double[] caller = queue.remove();
            double start = Math.max(caller[0], busyUntil.element());
            if (start > caller[1]) {
                seen[1] += caller[1] - caller[0];
                seen[3]++;
                continue;
            }
            busyUntil.remove();
            busyUntil.add(start + handling * random.nextExponential());
            seen[1] += start - caller[0];
            seen[2] += start - caller[0] <= limit ? 1 : 0;
        }
    }
}
