package org.zhike.packs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the demo company is made of: names, places, products and phrases, read from {@code packs/demo/*.yaml}. Immutable. */
final class DemoMaterial {

    /** @param stores the company's shops there; null when it has none */
    record Place(
            String code,
            String name,
            double weight,
            List<String> districts,
            @Nullable List<String> stores) {

        private static final Pattern NOT_CITY = Pattern.compile("^.*(省|自治区)|市$|特别行政区$");

        /** The city's name as people say it: 成都. */
        String city() {
            return NOT_CITY.matcher(name).replaceAll("");
        }
    }

    record NameParts(List<String> first, List<String> last) {}

    record CompanyNames(List<String> words, List<String> trades, List<String> forms) {}

    record People(
            List<String> surnames,
            NameParts female,
            NameParts male,
            List<String> occupations,
            List<String> mobile,
            List<String> email,
            List<String> tags,
            List<String> notes,
            CompanyNames company,
            List<String> positions,
            List<String> roads,
            List<String> estates,
            List<String> offices,
            Map<String, List<String>> teams) {}

    record Mood(List<String> starts, List<String> ends, Map<String, List<String>> topics) {}

    record Case(String subject, String problem) {}

    record Topic(List<Case> cases, List<String> wishes) {}

    record Tickets(List<String> openings, Map<String, Topic> topics) {}

    record Talk(List<String> subjects, List<String> contents) {}

    record Errand(List<String> titles, List<String> descriptions) {}

    record Words(
            Map<String, Mood> comments,
            Tickets tickets,
            Map<String, Map<String, Talk>> interactions,
            Map<String, Errand> tasks,
            Map<String, List<String>> campaigns) {}

    /**
     * @param name brand, item and variant; {@code item} is the name people use in a sentence
     * @param faults the share of pieces that give reason to complain
     */
    record Product(
            String sku,
            String name,
            String item,
            String category,
            String brand,
            String unit,
            long cents,
            long costCents,
            boolean active,
            double faults) {}

    /** @param products by how popular each is */
    record Category(String name, double weight, Choices<Product> products) {}

    /** A person's name in characters and in pinyin; or one part of it. */
    record PersonName(String full, String pinyin) {}

    private record ItemFile(
            String name,
            String unit,
            double price,
            Map<String, Double> specs,
            @Nullable String with) {}

    private record CategoryFile(
            String category, String code, double weight, List<String> brands, List<ItemFile> items) {}

    private static final YAMLMapper YAML = new YAMLMapper();

    final People people = read("people", new TypeReference<>() {});
    final Words words = read("words", new TypeReference<>() {});
    final Choices<Place> places = new Choices<>(read("places", new TypeReference<>() {}), Place::weight);
    final List<Place> shopPlaces =
            places.items().stream().filter(place -> place.stores() != null).toList();
    final Choices<Category> categories;
    final List<Product> products;

    /** The variants often bought together with an item, by the item's name. */
    final Map<String, List<Product>> companions;

    private final Choices<String> surnames = new Choices<>(
            people.surnames(), surname -> Double.parseDouble(surname.substring(surname.lastIndexOf(' '))));

    DemoMaterial(long seed, int stream) {
        Dice dice = new Dice(seed, stream, 0);
        List<CategoryFile> files = read("products", new TypeReference<>() {});
        List<Category> made = new ArrayList<>();
        Map<String, List<Product>> byItem = new HashMap<>();
        for (CategoryFile file : files) {
            List<Product> variants = new ArrayList<>();
            for (ItemFile item : file.items()) {
                String brand = dice.pick(file.brands());
                double faults = 0.003 + 0.009 * dice.exponential();
                item.specs().forEach((spec, multiple) -> {
                    long cents = Math.max(100, StrictMath.round(item.price() * multiple * 10) * 10);
                    Product product = new Product(
                            file.code() + (1001 + 7 * variants.size()),
                            brand + " " + item.name() + " " + spec,
                            item.name(),
                            file.category(),
                            brand,
                            item.unit(),
                            cents,
                            StrictMath.round(cents * (0.42 + 0.2 * dice.unit())),
                            dice.chance(0.95),
                            faults);
                    variants.add(product);
                    byItem.computeIfAbsent(item.name(), name -> new ArrayList<>())
                            .add(product);
                });
            }
            made.add(new Category(file.category(), file.weight(), new Choices<>(variants, product -> dice.gamma(0.9))));
        }
        categories = new Choices<>(made, Category::weight);
        products = made.stream()
                .flatMap(category -> category.products().items().stream())
                .toList();
        companions = new HashMap<>();
        for (CategoryFile file : files) {
            for (ItemFile item : file.items()) {
                if (item.with() != null) {
                    companions.put(
                            item.name(),
                            List.copyOf(Objects.requireNonNull(byItem.get(item.with()), () -> "no item " + item)));
                }
            }
        }
    }

    PersonName personName(Dice dice, boolean female) {
        NameParts given = female ? people.female() : people.male();
        PersonName surname = sign(surnames.pick(dice));
        PersonName first = sign(dice.pick(given.first()));
        PersonName last = sign(dice.pick(given.last()));
        boolean one = dice.chance(0.2) || first.full().equals(last.full());
        return new PersonName(
                surname.full() + (one ? "" : first.full()) + last.full(),
                surname.pinyin() + (one ? "" : first.pinyin()) + last.pinyin());
    }

    private static PersonName sign(String text) {
        String[] parts = text.split(" ", -1);
        return new PersonName(parts[0], parts[1]);
    }

    String comment(Dice dice, String mood, String topic, Product product) {
        Mood parts = part(words.comments(), mood);
        return (dice.pick(parts.starts()) + dice.pick(part(parts.topics(), topic)) + dice.pick(parts.ends()))
                .replace("{product}", product.item());
    }

    /** Returns the part of that name, which the files promise to have. */
    static <T> T part(Map<String, T> parts, String name) {
        return Objects.requireNonNull(parts.get(name), () -> "the demo material has no " + name);
    }

    private static <T> T read(String name, TypeReference<T> type) {
        try (InputStream file =
                Objects.requireNonNull(DemoMaterial.class.getResourceAsStream("/packs/demo/" + name + ".yaml"), name)) {
            return YAML.readValue(file, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
