package org.zhike.statistics.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * Texts that are nearly the same, such as copied reviews: by MinHash (Broder 1997) and locality-sensitive banding (Leskovec,
 * Rajaraman and Ullman 2020, Mining of Massive Datasets, 3.4), every pair found verified by the Jaccard similarity of the texts'
 * runs of four signs (spaces and punctuation left out, digits all the same). Bands are chosen so that a pair just as similar as
 * asked for is found with 99 %. Deterministic. Cost grows with the signs of all texts, and with the pairs that share a band.
 *
 * @param similarity the least Jaccard similarity, such as 0.8
 * @param minimumSigns shorter texts (好吃!) are alike by nature and left alone
 */
public record NearDuplicates(double similarity, int minimumSigns) {

    private static final int HASHES = 120;
    private static final int SHINGLE = 4;
    private static final double RECALL = 0.99;

    /** How many earlier texts of a crowded band a text is compared with, so that a flood of copies stays cheap. */
    private static final int MOST_COMPARED = 200;

    public NearDuplicates {
        Require.level(similarity);
        Require.atLeast(SHINGLE, minimumSigns, "minimumSigns");
    }

    public static NearDuplicates standard() {
        return new NearDuplicates(0.8, 8);
    }

    /**
     * Returns the groups, the largest first, each with the numbers of its texts in rising order. Each text of a group is similar
     * enough to another one of it, not to all.
     */
    public List<List<Integer>> groups(List<String> texts) {
        long[][] shingles = texts.parallelStream().map(this::shingles).toArray(long[][]::new);
        int[] leader = joinedEqual(shingles);
        int[] distinct = IntStream.range(0, leader.length)
                .filter(i -> leader[i] == i && shingles[i].length > 0)
                .toArray();
        joinSimilar(shingles, distinct, leader);
        Map<Integer, List<Integer>> byLeader = new HashMap<>();
        for (int i = 0; i < leader.length; i++) {
            if (shingles[i].length > 0) {
                byLeader.computeIfAbsent(leaderOf(i, leader), l -> new ArrayList<>())
                        .add(i);
            }
        }
        return byLeader.values().stream()
                .filter(group -> group.size() > 1)
                .sorted(Comparator.comparingInt((List<Integer> group) -> -group.size())
                        .thenComparing(List::getFirst))
                .map(List::copyOf)
                .toList();
    }

    /** Returns the Jaccard similarity of two texts, from 0 to 1; 0 when one is too short. */
    public double similarity(String a, String b) {
        return jaccard(shingles(a), shingles(b));
    }

    /** The hashes of a text's different runs of four signs, in rising order; none when it is too short. */
    private long[] shingles(String text) {
        int[] signs = Normaliser.normalise(text)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .toArray();
        if (signs.length < minimumSigns) {
            return new long[0];
        }
        long[] hashes = new long[signs.length - SHINGLE + 1];
        for (int i = 0; i < hashes.length; i++) {
            long key = 0;
            for (int k = 0; k < SHINGLE; k++) {
                key = Pieces.mixed(key * 31 + signs[i + k]);
            }
            hashes[i] = key;
        }
        return Arrays.stream(hashes).sorted().distinct().toArray();
    }

    private static int[] joinedEqual(long[][] shingles) {
        Map<Long, List<Integer>> byHash = new HashMap<>();
        int[] leader = new int[shingles.length];
        for (int i = 0; i < leader.length; i++) {
            leader[i] = i;
            List<Integer> same = byHash.computeIfAbsent((long) Arrays.hashCode(shingles[i]), h -> new ArrayList<>(1));
            for (int j : same) {
                if (Arrays.equals(shingles[i], shingles[j])) {
                    leader[i] = j;
                    break;
                }
            }
            if (leader[i] == i) {
                same.add(i);
            }
        }
        return leader;
    }

    private void joinSimilar(long[][] shingles, int[] distinct, int[] leader) {
        int rows = rows();
        int bands = HASHES / rows;
        long[][] signatures = Arrays.stream(distinct)
                .parallel()
                .mapToObj(i -> signature(shingles[i]))
                .toArray(long[][]::new);
        for (int band = 0; band < bands; band++) {
            Map<Long, List<Integer>> buckets = new HashMap<>();
            for (int d = 0; d < distinct.length; d++) {
                long key = band;
                for (int r = 0; r < rows; r++) {
                    key = Pieces.mixed(key * 31 + signatures[d][band * rows + r]);
                }
                List<Integer> bucket = buckets.computeIfAbsent(key, k -> new ArrayList<>(1));
                compare(distinct[d], bucket, shingles, leader);
                bucket.add(distinct[d]);
            }
        }
    }

    private void compare(int text, List<Integer> bucket, long[][] shingles, int[] leader) {
        for (int k = Math.max(0, bucket.size() - MOST_COMPARED); k < bucket.size(); k++) {
            int a = leaderOf(text, leader);
            int b = leaderOf(bucket.get(k), leader);
            if (a != b && jaccard(shingles[text], shingles[bucket.get(k)]) >= similarity) {
                leader[Math.max(a, b)] = Math.min(a, b);
            }
        }
    }

    /** The most rows of a band with which a pair just similar enough still meets in some band, almost surely. */
    private int rows() {
        int rows = 1;
        for (int r = 2; r <= HASHES; r++) {
            double found = 1 - Math.pow(1 - Math.pow(similarity, r), (double) HASHES / r);
            if (HASHES % r == 0 && found >= RECALL) {
                rows = r;
            }
        }
        return rows;
    }

    private static long[] signature(long[] shingles) {
        long[] least = new long[HASHES];
        Arrays.fill(least, Long.MAX_VALUE);
        for (long shingle : shingles) {
            for (int h = 0; h < HASHES; h++) {
                long hash = Pieces.mixed(shingle + 0x9e3779b97f4a7c15L * (h + 1));
                least[h] = Math.min(least[h], hash);
            }
        }
        return least;
    }

    private static double jaccard(long[] a, long[] b) {
        int i = 0;
        int j = 0;
        int both = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                both++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        int either = a.length + b.length - both;
        return either == 0 ? 0 : (double) both / either;
    }

    private static int leaderOf(int text, int[] leader) {
        int at = text;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }
}
