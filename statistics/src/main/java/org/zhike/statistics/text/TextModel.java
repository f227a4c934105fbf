package org.zhike.statistics.text;

import java.util.List;

/** Something that tells the class of texts. Immutable and safe for several threads. */
public interface TextModel {

    /** How many classes there are; they are numbered from 0. */
    int classes();

    /** Returns the probability of each class; they sum to 1. */
    double[] probabilities(String text);

    /** The probabilities of many texts, computed on all cores. */
    double[][] probabilities(List<String> texts);

    /** The class with the highest probability; of equals the first. */
    default int classify(String text) {
        return mostProbable(probabilities(text));
    }

    static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            if (probabilities[k] > probabilities[best]) {
                best = k;
            }
        }
        return best;
    }
}
