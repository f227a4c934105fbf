package org.zhike.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhike.objects.Regions.Region;

class RegionsTest {

    private static final Regions REGIONS = new Regions();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN-440300 | CN-440300",
                "cn-440300 | CN-440300",
                "440300 | CN-440300",
                "深圳市 | CN-440300",
                "深圳 | CN-440300",
                "Shenzhen | CN-440300",
                "shenzhen city | CN-440300",
                "广东省深圳市 | CN-440300",
                "广东/深圳 | CN-440300",
                "广东 - 深圳 | CN-440300",
                "中国广东省深圳市 | CN-440300",
                "Guangdong, Shenzhen | CN-440300",
                "Shenzhen, Guangdong | CN-440300",
                "Shenzhen, Guangdong, China | CN-440300",
                "广东 | CN-440000",
                "Guangdong Province | CN-440000",
                "广西 | CN-450000",
                "广西自治区 | CN-450000",
                "内蒙古 | CN-150000",
                "新疆维吾尔自治区 | CN-650000",
                "恩施 | CN-422800",
                "恩施州 | CN-422800",
                "巴音郭楞 | CN-652800",
                "神农架 | CN-429021",
                "北京 | CN-110000",
                "北京市北京市 | CN-110000",
                "上海/市辖区 | CN-310000",
                "Xi'an | CN-610100",
                "xian | CN-610100",
                "Lüliang | CN-141100",
                "Luliang | CN-141100",
                "吉林 | CN-220000",
                "吉林市 | CN-220200",
                "吉林省吉林市 | CN-220200",
                "海南 | CN-460000",
                "海南州 | CN-632500",
                "江苏苏州 | CN-320500",
                "苏州 | CN-320500",
                "宿州 | CN-341300",
                "Suzhou, Anhui | CN-341300",
                "香港 | CN-810000",
                "Hong Kong | CN-810000",
                "中国香港 | CN-810000",
                "Macau | CN-820000",
                "台湾 | CN-710000",
                "China | CN",
                "中国 | CN",
                "CHN | CN",
                "United Kingdom | GB",
                "UK | GB",
                "英国 | GB",
                "USA | US",
                "EIRE | IE",
                "RSA | ZA",
                "Czech Republic | CZ",
                "Germany | DE",
                "DE | DE",
                "Cote d'Ivoire | CI",
            })
    void aPlaceIsKnownByTheNamesPeopleWrite(String text, String code) {
        assertThat(REGIONS.codeOf(text)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Unspecified", "European Community", "Channel Islands", "火星", "市", "广东省深圳市南山区"})
    void whatIsNoKnownPlaceHasNoCode(String text) {
        assertThat(REGIONS.codeOf(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Suzhou", "Taizhou", "Fuzhou", "Yichun", "Yulin"})
    void aNameOfTwoCitiesMeansNeither(String text) {
        assertThat(REGIONS.codeOf(text)).isEmpty();
    }

    @Test
    void chinaIsComplete() {
        List<Region> provinces = childrenOf("CN");
        List<Region> below = provinces.stream()
                .flatMap(province -> childrenOf(province.code()).stream())
                .toList();

        assertThat(provinces).hasSize(34);
        assertThat(below.stream().filter(region -> !region.code().startsWith("90", 5)))
                .hasSize(333);
    }

    @Test
    void aCodeStandsBelowItsParentAndIsThereOnce() {
        assertThat(REGIONS.all()).extracting(Region::code).doesNotHaveDuplicates();
        for (Region region : REGIONS.all()) {
            String parent = region.parent();
            assertThat(region.labels().zh()).isNotBlank();
            assertThat(region.labels().en()).isNotBlank();
            if (parent == null) {
                assertThat(region.code()).matches("[A-Z]{2}");
            } else if (parent.equals("CN")) {
                assertThat(region.code()).matches("CN-[1-8]\\d0000");
            } else {
                assertThat(region.code()).matches("CN-[1-8]\\d\\d{2}\\d\\d").startsWith(parent.substring(0, 5));
                assertThat(REGIONS.get(parent)).isPresent();
            }
        }
    }

    @Test
    void everyPlaceIsFoundByItsCodeAndItsChinesePath() {
        for (Region region : REGIONS.all()) {
            String parent = region.parent();
            assertThat(REGIONS.codeOf(region.code())).contains(region.code());
            assertThat(REGIONS.codeOf(region.labels().zh()))
                    .as(region.labels().zh())
                    .contains(region.code());
            if (parent != null) {
                assertThat(REGIONS.codeOf(name(parent) + region.labels().zh())).contains(region.code());
            }
        }
    }

    @Test
    void aPlaceIsNamedInTheReadersLanguageAndUnknownTextStaysAsGiven() {
        assertThat(REGIONS.name("CN-440300", Locale.CHINA)).isEqualTo("深圳市");
        assertThat(REGIONS.name("CN-440300", Locale.ENGLISH)).isEqualTo("Shenzhen");
        assertThat(REGIONS.name("GB", Locale.SIMPLIFIED_CHINESE)).isEqualTo("英国");
        assertThat(REGIONS.name("GB", Locale.UK)).isEqualTo("United Kingdom");
        assertThat(REGIONS.name("Unspecified", Locale.CHINA)).isEqualTo("Unspecified");
    }

    private String name(String code) {
        return REGIONS.get(code).orElseThrow().labels().zh();
    }

    private List<Region> childrenOf(String code) {
        return REGIONS.all().stream()
                .filter(region -> Objects.equals(region.parent(), code))
                .toList();
    }
}
