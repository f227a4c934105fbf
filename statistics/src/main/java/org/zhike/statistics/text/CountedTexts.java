package org.zhike.statistics.text;

import java.util.Arrays;
import java.util.List;

/** Texts as sparse rows: which pieces each holds, in rising order, and how often. */
final class CountedTexts {

    final Vocabulary vocabulary;

    /** Where a text's pieces start in the two arrays below; one more entry than texts. */
    final int[] starts;

    final int[] pieces;
    final int[] counts;

    /** What each text says by the lexicon of opinions, from −1 to 1. */
    final float[] opinions;

    private CountedTexts(Vocabulary vocabulary, int[] starts, int[] pieces, int[] counts, float[] opinions) {
        this.vocabulary = vocabulary;
        this.starts = starts;
        this.pieces = pieces;
        this.counts = counts;
        this.opinions = opinions;
    }

    /** Reads texts; pieces that occur in fewer than so many of them are left out. */
    static CountedTexts of(List<String> texts, int minimumTexts) {
        var vocabulary = new Vocabulary(1 << 16);
        var buffer = new Pieces();
        var row = new Row();
        int[] starts = new int[texts.size() + 1];
        int[] pieces = new int[1 << 16];
        int[] counts = new int[1 << 16];
        float[] opinions = new float[texts.size()];
        int size = 0;
        for (int text = 0; text < texts.size(); text++) {
            buffer.read(texts.get(text));
            opinions[text] = (float) buffer.opinion();
            row.add(buffer, vocabulary);
            if (size + row.size() > pieces.length) {
                int length = Math.max(size + row.size(), 2 * pieces.length);
                pieces = Arrays.copyOf(pieces, length);
                counts = Arrays.copyOf(counts, length);
            }
            for (int k = 0; k < row.size(); k++) {
                pieces[size] = row.piece(k);
                counts[size++] = row.times(k);
            }
            starts[text + 1] = size;
        }
        return new CountedTexts(vocabulary, starts, pieces, counts, opinions).pruned(minimumTexts);
    }

    int texts() {
        return starts.length - 1;
    }

    private CountedTexts pruned(int minimumTexts) {
        int[] texts = new int[vocabulary.size()];
        for (int k = 0; k < starts[texts()]; k++) {
            texts[pieces[k]]++;
        }
        int[] number = new int[texts.length];
        int kept = 0;
        for (int piece = 0; piece < texts.length; piece++) {
            number[piece] = texts[piece] >= minimumTexts ? kept++ : -1;
        }
        int[] newStarts = new int[starts.length];
        int size = 0;
        for (int text = 0; text < texts(); text++) {
            for (int k = starts[text]; k < starts[text + 1]; k++) {
                if (number[pieces[k]] >= 0) {
                    pieces[size] = number[pieces[k]];
                    counts[size++] = counts[k];
                }
            }
            newStarts[text + 1] = size;
        }
        return new CountedTexts(
                vocabulary.renumbered(number, kept),
                newStarts,
                Arrays.copyOf(pieces, size),
                Arrays.copyOf(counts, size),
                opinions);
    }

    /** One text's pieces in rising order with their counts; a buffer for one thread. */
    static final class Row {

        private int[] pieces = new int[256];
        private int[] counts = new int[256];
        private int size;

        int size() {
            return size;
        }

        int piece(int k) {
            return pieces[k];
        }

        int times(int k) {
            return counts[k];
        }

        /** Takes a text's pieces, new ones into the vocabulary too. */
        void add(Pieces buffer, Vocabulary vocabulary) {
            int known = 0;
            makeRoom(buffer.count());
            for (int i = 0; i < buffer.count(); i++) {
                pieces[known++] = vocabulary.add(buffer.key(i));
            }
            count(known);
        }

        /** Takes the pieces of a text that the vocabulary knows. */
        void find(Pieces buffer, Vocabulary vocabulary) {
            int known = 0;
            makeRoom(buffer.count());
            for (int i = 0; i < buffer.count(); i++) {
                int piece = vocabulary.find(buffer.key(i));
                if (piece >= 0) {
                    pieces[known++] = piece;
                }
            }
            count(known);
        }

        private void makeRoom(int length) {
            if (length > pieces.length) {
                pieces = new int[2 * length];
                counts = new int[2 * length];
            }
        }

        private void count(int known) {
            Arrays.sort(pieces, 0, known);
            size = 0;
            for (int i = 0; i < known; i++) {
                if (size > 0 && pieces[size - 1] == pieces[i]) {
                    counts[size - 1]++;
                } else {
                    pieces[size] = pieces[i];
                    counts[size++] = 1;
                }
            }
        }
    }
}
