package org.zhike.statistics.text;

import java.util.List;
import java.util.stream.IntStream;

/** Something that tells what texts are about; a text may have several topics, or none. */
public interface TopicModel {

    /** From this score on a text has the topic. */
    double THRESHOLD = 0.5;

    /** The topics' names, stable words for programs. */
    List<String> topics();

    /** Returns a score from 0 to 1 for each topic. */
    double[] scores(String text);

    /** The names of the topics a text has. */
    default List<String> topicsOf(String text) {
        double[] scores = scores(text);
        return IntStream.range(0, scores.length)
                .filter(topic -> scores[topic] >= THRESHOLD)
                .mapToObj(topics()::get)
                .toList();
    }
}
