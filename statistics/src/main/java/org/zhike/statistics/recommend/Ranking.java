package org.zhike.statistics.recommend;

import java.util.PriorityQueue;

/** The best items by score. */
public final class Ranking {

    private Ranking() {}

    /**
     * Returns the best items, the best first, equal scores by number; fewer when there are not so many.
     *
     * @param newOnly leave out what the customer has bought already
     */
    public static int[] top(Recommender recommender, History history, int most, boolean newOnly) {
        double[] scores = new double[recommender.items()];
        recommender.score(history, scores);
        if (newOnly) {
            for (int i = 0; i < history.size(); i++) {
                scores[history.item(i)] = Double.NEGATIVE_INFINITY;
            }
        }
        return top(scores, most);
    }

    static int[] top(double[] scores, int most) {
        // The worst of the best so far is on top.
        PriorityQueue<Integer> best = new PriorityQueue<>(
                (a, b) -> scores[a] != scores[b] ? Double.compare(scores[a], scores[b]) : Integer.compare(b, a));
        for (int item = 0; item < scores.length; item++) {
            if (scores[item] == Double.NEGATIVE_INFINITY) {
                continue;
            }
            if (best.size() < most) {
                best.add(item);
            } else if (most > 0 && scores[item] > scores[best.peek()]) {
                best.poll();
                best.add(item);
            }
        }
        int[] top = new int[best.size()];
        for (int i = top.length - 1; i >= 0; i--) {
            top[i] = best.poll();
        }
        return top;
    }
}
