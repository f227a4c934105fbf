package org.zhike.ingestion;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.zhike.kernel.ErrorCode;
import org.zhike.records.RecordError;

/** Why a row was rejected, in words: English as the codes have it, Chinese from {@code ingestion/reasons_zh.properties}. */
final class Reasons {

    static final Map<String, String> ENGLISH = english();
    static final Map<String, String> CHINESE = chinese();

    private Reasons() {}

    static String text(Reject.Flaw flaw, Locale language) {
        boolean isChinese = language.getLanguage().equals("zh");
        String template = isChinese ? CHINESE.get(flaw.code()) : null;
        if (template == null) {
            template = ENGLISH.getOrDefault(flaw.code(), flaw.code());
        }
        List<String> arguments = flaw.arguments();
        return template.formatted(arguments.toArray());
    }

    private static Map<String, String> english() {
        Map<String, String> templates = new HashMap<>();
        Stream.<ErrorCode>concat(Stream.of(RecordError.values()), Stream.of(IngestionError.values()))
                .forEach(code -> templates.put(code.name(), code.template()));
        return Map.copyOf(templates);
    }

    private static Map<String, String> chinese() {
        Properties file = new Properties();
        try (var reader = new InputStreamReader(
                Objects.requireNonNull(Reasons.class.getResourceAsStream("/ingestion/reasons_zh.properties")),
                StandardCharsets.UTF_8)) {
            file.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> templates = new HashMap<>();
        file.forEach((code, text) -> templates.put(code.toString(), text.toString()));
        return Map.copyOf(templates);
    }
}
