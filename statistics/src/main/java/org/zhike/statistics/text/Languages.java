package org.zhike.statistics.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Detects languages by scripts, by characters that only one way of writing Chinese has, and by small words and accents. Texts
 * of a few words may stay {@link Language#CHINESE} or {@link Language#LATIN}: nothing is guessed.
 */
public final class Languages {

    private static final double WORD = 2;
    private static final double LETTER_WITHOUT_SPACES = 0.5;

    /** The small words that are frequent in one language; a word that several have speaks for each. */
    private static final Map<Language, String> SMALL_WORDS = Map.of(
            Language.ENGLISH,
            "the and is was are were be been to of in it that this with for you i not my we they have has had but at as on so"
                    + " if or what which would will can do did don't isn't it's very just there their from your an a me when how"
                    + " why who all more no any about than then too",
            Language.FRENCH,
            "le la les des du un une et est sont je tu il elle nous vous ils pas ne que qui dans pour avec sur ce cette mais très"
                    + " plus au aux mon ma mes c'est j'ai de en",
            Language.GERMAN,
            "der die das und ist sind ich du er sie wir ihr nicht ein eine einen dem den mit für auf zu von im es aber sehr auch"
                    + " war wie nur noch bei haben hat kein",
            Language.SPANISH,
            "el la los las un una y es son que de en por para con no se lo muy más pero como mi su yo está este esta todo fue al"
                    + " del hay",
            Language.PORTUGUESE,
            "o a os as um uma e é são que de em por para com não se muito mais mas como meu minha eu está este esta do da dos das"
                    + " no na foi",
            Language.ITALIAN,
            "il lo la gli le un una e è sono che di in per con non si molto più ma come mio mia io questo questa del della nel ho"
                    + " ha anche",
            Language.VIETNAMESE,
            "và là của không có một được cho này tôi với rất nhưng các người đã khi thì cũng như những trong",
            Language.INDONESIAN,
            "yang dan di ini itu tidak saya dengan untuk dari ada akan sangat juga bisa sudah ke tapi kami anda banget nya");

    private static final Map<Language, String> ACCENTS = Map.of(
            Language.FRENCH, "œèêàùîûçé",
            Language.GERMAN, "ßäöü",
            Language.SPANISH, "ñ¿¡óíáéú",
            Language.PORTUGUESE, "ãõçáâéêô",
            Language.ITALIAN, "èàìòù",
            Language.VIETNAMESE, "đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ");

    private static final Map<String, List<Language>> SPEAKS_FOR = new HashMap<>();

    static {
        SMALL_WORDS.forEach((language, words) -> {
            for (String word : words.split(" ", -1)) {
                SPEAKS_FOR.computeIfAbsent(word, w -> new ArrayList<>()).add(language);
            }
        });
    }

    private Languages() {}

    /** Reads a text once; cost grows with its length. */
    public static DetectedLanguage detect(String text) {
        var evidence = new Evidence();
        for (int i = 0; i < text.length(); ) {
            int sign = text.codePointAt(i);
            int end = i + Character.charCount(sign);
            if (Character.isLetter(sign)) {
                UnicodeScript script = UnicodeScript.of(sign);
                end = isWrittenWithSpaces(script) ? wordEnd(text, end) : end;
                evidence.add(script, sign, text.substring(i, end));
            }
            i = end;
        }
        return evidence.result();
    }

    private static boolean isWrittenWithSpaces(UnicodeScript script) {
        return switch (script) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN, BOPOMOFO -> false;
            default -> true;
        };
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length()) {
            int sign = text.codePointAt(end);
            boolean inWord = sign == '\''
                    || sign == '’'
                    || Character.getType(sign) == Character.NON_SPACING_MARK
                    || (Character.isLetter(sign) && isWrittenWithSpaces(UnicodeScript.of(sign)));
            if (!inWord) {
                break;
            }
            end += Character.charCount(sign);
        }
        return end;
    }

    /** What one text has shown. */
    private static final class Evidence {

        private final Map<Language, Double> weights = new EnumMap<>(Language.class);
        private final Map<Language, Integer> latinVotes = new EnumMap<>(Language.class);
        private double han;
        private double kana;
        private double latin;
        private int simplified;
        private int traditional;
        private boolean knowsEnglishWord;

        void add(UnicodeScript script, int sign, String word) {
            switch (script) {
                case HAN -> {
                    han++;
                    if (Character.isBmpCodePoint(sign)) {
                        simplified += Hanzi.isOnlySimplified((char) sign) ? 1 : 0;
                        traditional += Hanzi.isOnlyTraditional((char) sign) ? 1 : 0;
                    }
                }
                case HIRAGANA, KATAKANA -> kana++;
                case HANGUL -> weights.merge(Language.KOREAN, WORD, Double::sum);
                case LATIN -> addLatin(word.toLowerCase(Locale.ROOT).replace('’', '\''));
                case CYRILLIC -> weights.merge(Language.CYRILLIC, WORD, Double::sum);
                case ARABIC -> weights.merge(Language.ARABIC, WORD, Double::sum);
                case THAI -> weights.merge(Language.THAI, LETTER_WITHOUT_SPACES, Double::sum);
                // ª, ー and the like belong to any script.
                case COMMON, INHERITED -> {}
                default ->
                    weights.merge(
                            Language.OTHER, isWrittenWithSpaces(script) ? WORD : LETTER_WITHOUT_SPACES, Double::sum);
            }
        }

        private void addLatin(String word) {
            latin += WORD;
            for (Language language : SPEAKS_FOR.getOrDefault(word, List.of())) {
                latinVotes.merge(language, 2, Integer::sum);
            }
            ACCENTS.forEach((language, accents) -> {
                if (word.chars().anyMatch(c -> accents.indexOf(c) >= 0)) {
                    latinVotes.merge(language, 1, Integer::sum);
                }
            });
            knowsEnglishWord |= OpinionLexicon.standard().isWord(word);
        }

        DetectedLanguage result() {
            if (kana > 0 && kana >= 0.1 * (han + kana)) {
                weights.merge(Language.JAPANESE, han + kana, Double::sum);
            } else if (han > 0) {
                weights.merge(chinese(), han + kana, Double::sum);
            }
            if (latin > 0) {
                weights.merge(latinLanguage(), latin, Double::sum);
            }
            double sum = weights.values().stream().mapToDouble(w -> w).sum();
            if (sum == 0) {
                return new DetectedLanguage(Language.UNKNOWN, Map.of(Language.UNKNOWN, 1.0));
            }
            Language main = Language.UNKNOWN;
            double most = 0;
            for (Map.Entry<Language, Double> entry : weights.entrySet()) {
                if (entry.getValue() > most) {
                    main = entry.getKey();
                    most = entry.getValue();
                }
            }
            weights.replaceAll((language, weight) -> weight / sum);
            return new DetectedLanguage(main, weights);
        }

        private Language chinese() {
            if (simplified == traditional) {
                return Language.CHINESE;
            }
            return simplified > traditional ? Language.CHINESE_SIMPLIFIED : Language.CHINESE_TRADITIONAL;
        }

        /** The language with most votes; English among equals only when it has a word of its own, else not told. */
        private Language latinLanguage() {
            int most = latinVotes.values().stream().mapToInt(v -> v).max().orElse(0);
            List<Language> best = latinVotes.entrySet().stream()
                    .filter(entry -> entry.getValue() == most)
                    .map(Map.Entry::getKey)
                    .toList();
            if (best.size() == 1) {
                return best.getFirst();
            }
            return knowsEnglishWord && (best.isEmpty() || best.contains(Language.ENGLISH))
                    ? Language.ENGLISH
                    : Language.LATIN;
        }
    }
}
