package org.zhike.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhike.kernel.Labels;

/**
 * The places a REGION field knows: the countries of ISO 3166, and China's provinces and prefectures with their codes of
 * GB/T 2260, as {@link FieldType#REGION} writes them. Hong Kong, Macao and Taiwan are provinces of China here and not
 * countries besides. Immutable.
 */
@Component
public final class Regions {

    /**
     * One place.
     *
     * @param code {@code CN-440300}, {@code CN-440000} or {@code GB}
     * @param parent the code of the place that holds it; null for countries
     */
    public record Region(
            String code, Labels labels, @Nullable String parent) {}

    /** What people write for a place besides its names and codes. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("中华人民共和国", "CN"),
            Map.entry("中国大陆", "CN"),
            Map.entry("中国内地", "CN"),
            Map.entry("PRC", "CN"),
            Map.entry("P.R. China", "CN"),
            Map.entry("People's Republic of China", "CN"),
            Map.entry("Mainland China", "CN"),
            Map.entry("HK", "CN-810000"),
            Map.entry("HKG", "CN-810000"),
            Map.entry("HongKong SAR", "CN-810000"),
            Map.entry("MO", "CN-820000"),
            Map.entry("MAC", "CN-820000"),
            Map.entry("Macau", "CN-820000"),
            Map.entry("TW", "CN-710000"),
            Map.entry("TWN", "CN-710000"),
            Map.entry("Xizang", "CN-540000"),
            Map.entry("Nei Mongol", "CN-150000"),
            Map.entry("美利坚合众国", "US"),
            Map.entry("United States of America", "US"),
            Map.entry("America", "US"),
            Map.entry("UK", "GB"),
            Map.entry("U.K.", "GB"),
            Map.entry("Great Britain", "GB"),
            Map.entry("Britain", "GB"),
            Map.entry("England", "GB"),
            Map.entry("Scotland", "GB"),
            Map.entry("Wales", "GB"),
            Map.entry("Northern Ireland", "GB"),
            Map.entry("EIRE", "IE"),
            Map.entry("Republic of Ireland", "IE"),
            Map.entry("RSA", "ZA"),
            Map.entry("Holland", "NL"),
            Map.entry("The Netherlands", "NL"),
            Map.entry("Korea", "KR"),
            Map.entry("Republic of Korea", "KR"),
            Map.entry("南韩", "KR"),
            Map.entry("Russian Federation", "RU"),
            Map.entry("Czech Republic", "CZ"),
            Map.entry("Turkey", "TR"),
            Map.entry("Viet Nam", "VN"),
            Map.entry("UAE", "AE"),
            Map.entry("阿联酋", "AE"),
            Map.entry("Burma", "MM"),
            Map.entry("Ivory Coast", "CI"));

    /** The parts of China that ISO 3166 lists as countries too. */
    private static final Set<String> PARTS_OF_CHINA = Set.of("HK", "MO", "TW");

    /** What a Chinese name may drop: 广东(省), 广西(壮族自治区), 恩施(土家族苗族自治州), 定安(县). */
    private static final Pattern SUFFIX = Pattern.compile(
            "(特别行政区|(维吾尔|回族|壮族|藏族|羌族|彝族|苗族|黎族|侗族|白族|傣族|土家族|布依族|哈尼族|景颇族|傈僳族|朝鲜族|蒙古族|(?<!内)蒙古|哈萨克|柯尔克孜)*自治[区州县]|林区|地区|[省市盟县])$");

    private final Map<String, Region> byCode;
    private final Map<String, String> codeByName;

    public Regions() {
        byCode = read();
        codeByName = index(byCode);
    }

    /** All places: China, its provinces each followed by its prefectures, then the other countries by code. */
    public List<Region> all() {
        return List.copyOf(byCode.values());
    }

    /** Returns the place of a code written as {@link FieldType#REGION} writes it. */
    public Optional<Region> get(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /**
     * Returns the code of the place the text means: a code (also the bare six digits), a Chinese or English name with or
     * without 省, 市, 自治区, or a path such as 广东省深圳市, 广东/深圳, "Guangdong, Shenzhen", in any case and with any signs
     * between. Empty when nothing or more than one place of the same rank has that name (Suzhou is in Jiangsu and in
     * Anhui); of a province and a city with one name it is the province.
     */
    public Optional<String> codeOf(String text) {
        return Optional.ofNullable(codeByName.get(key(text)));
    }

    /** Returns the place's name in the language: Chinese for zh, else English; what is no known code comes back as given. */
    public String name(String code, Locale language) {
        Region region = byCode.get(code);
        if (region == null) {
            return code;
        }
        return language.getLanguage().equals("zh")
                ? region.labels().zh()
                : region.labels().en();
    }

    private static Map<String, Region> read() {
        Map<String, Region> regions = new LinkedHashMap<>();
        try (InputStream file =
                Objects.requireNonNull(Regions.class.getResourceAsStream("/regions.csv"), "regions.csv is missing")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells ->
                            new Region(cells[0], new Labels(cells[1], cells[2]), cells[3].isEmpty() ? null : cells[3]))
                    .forEach(region -> regions.put(region.code(), region));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String code : Locale.getISOCountries()) {
            if (!PARTS_OF_CHINA.contains(code)) {
                Locale country = Locale.of("", code);
                Labels labels = new Labels(
                        country.getDisplayCountry(Locale.SIMPLIFIED_CHINESE),
                        country.getDisplayCountry(Locale.ENGLISH));
                regions.putIfAbsent(code, new Region(code, labels, null));
            }
        }
        return regions;
    }

    /** Every key that means one place. Ranks go from the highest down, so that a province keeps a name a city shares. */
    private static Map<String, String> index(Map<String, Region> regions) {
        Map<String, String> index = new HashMap<>();
        List<Region> provinces = new ArrayList<>();
        List<Region> cities = new ArrayList<>();
        Map<String, Set<String>> countryKeys = new HashMap<>();
        for (Region region : regions.values()) {
            String parent = region.parent();
            if (parent == null) {
                Set<String> keys = keysOf(region);
                keys.add(key(Locale.of("", region.code()).getISO3Country()));
                countryKeys.put(region.code(), keys);
            } else {
                (parent.equals("CN") ? provinces : cities).add(region);
            }
        }
        addRank(index, countryKeys);
        ALIASES.forEach((name, code) -> index.putIfAbsent(key(name), code));

        Map<String, Set<String>> provinceKeys = new HashMap<>();
        for (Region province : provinces) {
            Set<String> names = keysOf(province);
            Set<String> keys = paths(Set.of("中国", "china"), names);
            keys.addAll(names);
            if (province.labels().zh().endsWith("市")) {
                keys.addAll(paths(names, names));
                keys.addAll(paths(names, Set.of("市辖区")));
            }
            provinceKeys.put(province.code(), keys);
        }
        addRank(index, provinceKeys);

        Map<String, Set<String>> cityKeys = new HashMap<>();
        for (Region city : cities) {
            Set<String> names = keysOf(city);
            Set<String> keys = paths(keysOf(parentOf(city, regions)), names);
            keys.addAll(paths(Set.of("中国", "china"), Set.copyOf(keys)));
            keys.addAll(names);
            cityKeys.put(city.code(), keys);
        }
        addRank(index, cityKeys);
        return Map.copyOf(index);
    }

    private static void addRank(Map<String, String> index, Map<String, Set<String>> keysByCode) {
        String several = "";
        Map<String, String> rank = new HashMap<>();
        keysByCode.forEach((code, keys) -> keys.forEach(key -> rank.merge(key, code, (one, other) -> several)));
        rank.values().removeIf(several::equals);
        rank.forEach(index::putIfAbsent);
    }

    private static Region parentOf(Region region, Map<String, Region> regions) {
        return Objects.requireNonNull(regions.get(region.parent()), () -> region + " has no known parent");
    }

    private static Set<String> keysOf(Region region) {
        String zh = region.labels().zh();
        String en = region.labels().en();
        Set<String> names = new LinkedHashSet<>(List.of(region.code(), zh, en));
        String parent = region.parent();
        if (parent != null) {
            String bare = SUFFIX.matcher(zh).replaceFirst("");
            names.add(region.code().substring(3));
            names.add(bare);
            names.addAll(parent.equals("CN") ? List.of(en + " Province", en + " Municipality") : List.of(en + " City"));
            if (zh.endsWith("自治州")) {
                names.addAll(List.of(bare + "州", en + " Prefecture"));
            } else if (zh.endsWith("自治区")) {
                names.addAll(List.of(bare + "自治区", en + " Autonomous Region"));
            }
        }
        Set<String> keys = new LinkedHashSet<>();
        names.forEach(name -> keys.add(key(name)));
        return keys;
    }

    /** The keys of "outer inner", and of "inner, outer" as English writes it. */
    private static Set<String> paths(Set<String> outer, Set<String> inner) {
        Set<String> paths = new LinkedHashSet<>();
        for (String big : outer) {
            for (String small : inner) {
                paths.add(big + small);
                paths.add(small + big);
            }
        }
        return paths;
    }

    /** The letters and digits of the text alone, in lower case, without accents. */
    private static String key(String text) {
        StringBuilder key = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(key::appendCodePoint);
        return key.toString();
    }
}
