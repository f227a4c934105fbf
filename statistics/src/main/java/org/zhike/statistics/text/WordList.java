package org.zhike.statistics.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Phrases with what they mean, found in normalised text from left to right, the longest first. A phrase that begins or ends
 * with a letter of an alphabet matches whole words only.
 *
 * @param <V> the meaning
 */
final class WordList<V> {

    private final Node<V> root = new Node<>();

    private static final class Node<V> {
        private final Map<Character, Node<V>> next = new HashMap<>();
        private @Nullable V value;
    }

    /** Where a phrase ends and what it means. */
    record Match<V>(int end, V value) {}

    /** The meaning of exactly this phrase, normalised; null when there is none. */
    @Nullable V get(String phrase) {
        Node<V> node = root;
        for (int i = 0; i < phrase.length(); i++) {
            node = node.next.get(phrase.charAt(i));
            if (node == null) {
                return null;
            }
        }
        return node.value;
    }

    void put(String phrase, V value) {
        Node<V> node = root;
        for (int i = 0; i < phrase.length(); i++) {
            node = node.next.computeIfAbsent(phrase.charAt(i), c -> new Node<>());
        }
        node.value = value;
    }

    /** The longest phrase that starts at a place of a normalised text; null when none does. */
    @Nullable Match<V> at(String text, int start) {
        if (start > 0 && Pieces.isLetterOfWords(text.charAt(start)) && Pieces.isLetterOfWords(text.charAt(start - 1))) {
            return null;
        }
        Node<V> node = root;
        Match<V> longest = null;
        for (int i = start; i < text.length(); i++) {
            node = node.next.get(text.charAt(i));
            if (node == null) {
                break;
            }
            if (node.value != null && isWordEnd(text, i)) {
                longest = new Match<>(i + 1, node.value);
            }
        }
        return longest;
    }

    private static boolean isWordEnd(String text, int last) {
        return last + 1 == text.length()
                || !Pieces.isLetterOfWords(text.charAt(last))
                || !Pieces.isLetterOfWords(text.charAt(last + 1));
    }

    /**
     * Reads a word file of this package: lines of a kind, a colon and entries apart by {@code |}; {@code #} starts a comment.
     *
     * @param line takes the kind and the normalised entries
     */
    static void read(String name, BiConsumer<String, List<String>> line) {
        for (String text : lines(name)) {
            int colon = text.indexOf(": ");
            if (text.isBlank() || text.startsWith("#") || colon < 0) {
                continue;
            }
            List<String> entries = new ArrayList<>();
            for (String entry : text.substring(colon + 2).split(" \\| ", -1)) {
                String phrase = Normaliser.normalise(entry);
                if (!phrase.isEmpty()) {
                    entries.add(phrase);
                }
            }
            line.accept(text.substring(0, colon), entries);
        }
    }

    private static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(WordList.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
